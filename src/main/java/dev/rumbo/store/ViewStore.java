package dev.rumbo.store;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import java.util.Collection;
import java.util.Optional;

/**
 * Who saw what. What is older than {@link View#KEPT} goes by itself.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface ViewStore {

    /** Adds to the counts that are stored of the same hour, kind, viewer and subject. All of it is durable when this returns. */
    void add(Collection<View> more);

    /** Of what is the owner's, newest hour first. */
    Page<View> list(Owner owner, int limit, Optional<String> after);

    /** Deletes all of what is the owner's; harmless when repeated. */
    void forget(Owner owner);
}
