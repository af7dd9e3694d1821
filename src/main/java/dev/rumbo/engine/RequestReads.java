package dev.rumbo.engine;

import dev.rumbo.store.TrackStore;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The track store as one request that only reads sees it: a page asks several services, and what one has read the others need not pay
 * for. A request that writes, or waits for what it sent to be stored, sees the store itself.
 */
@RequestScoped
class RequestReads {

    private final CurrentVertxRequest request;
    private @Nullable TrackStore view;

    RequestReads(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The store itself outside of requests and where its views are no other than itself. */
    static TrackStore within(TrackStore store, RequestReads reads) {
        if (store.forOneAnswer() == store) {
            return store;
        }
        return (TrackStore) Proxy.newProxyInstance(
                TrackStore.class.getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    boolean inRequest = Arc.container().requestContext().isActive();
                    try {
                        return method.invoke(inRequest && reads.onlyReads() ? reads.of(store) : store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    boolean onlyReads() {
        RoutingContext current = request.getCurrent();
        return current != null && current.request().method().equals(HttpMethod.GET);
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
