package dev.rumbo.engine;

import dev.rumbo.store.TrackStore;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The track store as one request sees it: a page asks several services, and what one has read the others need not pay for. */
@RequestScoped
class RequestReads {

    private @Nullable TrackStore view;

    /** The store itself outside of requests and where its views are no other than itself. */
    static TrackStore within(TrackStore store, RequestReads reads) {
        if (store.forOneAnswer() == store) {
            return store;
        }
        return (TrackStore) Proxy.newProxyInstance(
                TrackStore.class.getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    boolean inRequest = Arc.container().requestContext().isActive();
                    try {
                        return method.invoke(inRequest ? reads.of(store) : store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    synchronized TrackStore of(TrackStore store) {
        TrackStore known = view;
        if (known == null) {
            known = store.forOneAnswer();
            view = known;
        }
        return known;
    }
}
