package dev.rumbo.store;

import java.util.List;

/**
 * Which instances run on this store.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface InstanceStore {

    /** Notes that the instance runs, in place of what was noted of its worker before. */
    void announce(RunningInstance instance);

    /** All that were announced within the last hours, by worker; one that was killed is among them. */
    List<RunningInstance> list();

    /** Forgets an instance that stops. Another that runs by the same name meanwhile stays. */
    void remove(RunningInstance instance);
}
