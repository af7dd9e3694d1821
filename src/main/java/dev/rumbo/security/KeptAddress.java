package dev.rumbo.security;

import io.netty.util.NetUtil;
import java.util.Arrays;

/** How much of the address that a request came from is kept. */
enum KeptAddress {
    /** All of it. */
    FULL,
    /** The network that a provider gives to a customer or a few hundred: 24 bits of IPv4, 48 of IPv6. */
    NETWORK,
    /** Nothing of it. */
    NONE;

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_NETWORK_BYTES = 3;
    private static final int IPV6_NETWORK_BYTES = 6;

    /** @param address in figures; what is none is kept by {@link #FULL} only */
    String of(String address) {
        return switch (this) {
            case FULL -> address;
            case NETWORK -> network(address);
            // Not empty, so that it is told from what the server did by itself.
            case NONE -> "*";
        };
    }

    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return "";
        }
        int kept = bytes.length == IPV4_BYTES ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes) + "/" + kept * Byte.SIZE;
    }
}
