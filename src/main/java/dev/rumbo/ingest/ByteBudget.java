package dev.rumbo.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that requests may hold together, and of them no sender more than its share, so that one that sends without end leaves
 * room for the others. What is larger than a share is taken where its sender holds nothing else.
 */
final class ByteBudget {

    /** A sender may hold one part in so many. */
    private static final int SHARES = 4;

    private final long capacityBytes;
    private final Map<String, Long> heldBySender = new HashMap<>();
    private long heldBytes;

    ByteBudget(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** What one request holds, until it is released. */
    final class Hold {

        private final String sender;
        private long bytes;

        private Hold(String sender) {
            this.sender = sender;
        }

        long bytes() {
            synchronized (ByteBudget.this) {
                return bytes;
            }
        }

        /** False, and nothing changed, where the budget does not allow it. */
        boolean growTo(long wanted) {
            synchronized (ByteBudget.this) {
                long more = Math.max(0, wanted - bytes);
                long others = heldBySender.getOrDefault(sender, 0L) - bytes;
                boolean overShare = others > 0 && others + bytes + more > capacityBytes / SHARES;
                if (heldBytes + more > capacityBytes || overShare) {
                    return false;
                }
                add(more);
                return true;
            }
        }

        /** Harmless when repeated. */
        void release() {
            synchronized (ByteBudget.this) {
                add(-bytes);
            }
        }

        private void add(long more) {
            bytes += more;
            heldBytes += more;
            heldBySender.merge(sender, more, (held, change) -> held + change == 0 ? null : held + change);
        }
    }

    /** Empty where the budget does not allow it. */
    Optional<Hold> hold(String sender, long bytes) {
        Hold hold = new Hold(sender);
        return hold.growTo(bytes) ? Optional.of(hold) : Optional.empty();
    }

    synchronized long heldBytes() {
        return heldBytes;
    }
}
