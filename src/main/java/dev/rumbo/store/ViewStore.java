package dev.rumbo.store;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who saw what. What is older than {@link View#KEPT} goes by itself.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface ViewStore {

    /**
     * Adds to the counts that are stored of the same hour, kind, viewer and subject. All of it is durable when this returns.
     *
     * @param stored is told of each view that is durable, also where this throws midway: the rest may be added again
     */
    void add(Collection<View> more, Consumer<View> stored);

    /** Of what is the owner's, newest hour first. */
    Page<View> list(Owner owner, int limit, Optional<String> after);

    /** Deletes all of what is the owner's; harmless when repeated. */
    void forget(Owner owner);
}
