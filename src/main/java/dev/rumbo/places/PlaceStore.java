package dev.rumbo.places;

import dev.rumbo.accounts.Owner;
import java.util.List;

/** Keeps the places of users; every method throws {@code StoreUnavailableException} where the store cannot answer. */
public interface PlaceStore {

    /** By id, removed ones included. */
    List<Place> list(Owner owner);

    /** Adds a place or takes the stead of the one with its id. */
    void put(Owner owner, Place place);

    /** For good; harmless when repeated. */
    void delete(Owner owner, String id);
}
