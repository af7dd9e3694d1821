package dev.rumbo.places;

import dev.rumbo.accounts.Owner;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Names, renames and removes the places of a user, and takes the last change of each back. */
public final class PlaceBook {

    /** More than anybody has names for; each day's page reads all. */
    public static final int MOST_PLACES = 500;

    private final PlaceStore store;

    public PlaceBook(PlaceStore store) {
        this.store = store;
    }

    public Places of(Owner owner) {
        return new Places(store.list(owner));
    }

    /** Removed ones included. */
    public Optional<Place> find(Owner owner, String id) {
        return store.list(owner).stream().filter(place -> place.id().equals(id)).findFirst();
    }

    /** Names a place, and forgets for good those that were removed before. Empty where there are too many. */
    public Optional<Place> add(Owner owner, Place.Mark mark) {
        List<Place> known = store.list(owner);
        if (known.stream().filter(place -> place.mark().isPresent()).count() >= MOST_PLACES) {
            return Optional.empty();
        }
        known.stream().filter(place -> place.mark().isEmpty()).forEach(place -> store.delete(owner, place.id()));
        Place added = new Place(UUID.randomUUID().toString(), Optional.of(mark), Optional.empty());
        store.put(owner, added);
        return Optional.of(added);
    }

    /** Puts a place under an id that its maker knows again; one that was removed is there again. */
    public void restore(Owner owner, String id, Place.Mark mark) {
        store.put(owner, new Place(id, Optional.of(mark), Optional.empty()));
    }

    /** Empty where there is no such place. */
    public Optional<Place> change(Owner owner, String id, Place.Mark mark) {
        return find(owner, id)
                .filter(place -> place.mark().isPresent())
                .map(place -> put(owner, place.with(Optional.of(mark))));
    }

    /** Harmless when repeated. */
    public void remove(Owner owner, String id) {
        find(owner, id)
                .filter(place -> place.mark().isPresent())
                .ifPresent(place -> put(owner, place.with(Optional.empty())));
    }

    /** Takes the last change back. Empty where there is no such place. */
    public Optional<Place> undo(Owner owner, String id) {
        return find(owner, id).map(place -> put(owner, place.undone()));
    }

    private Place put(Owner owner, Place place) {
        store.put(owner, place);
        return place;
    }
}
