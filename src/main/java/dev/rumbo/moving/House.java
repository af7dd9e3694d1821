package dev.rumbo.moving;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.places.PlaceStore;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.MovingStore.HeldDevice;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ports of one engine's store. */
public record House(
        MovingStore moving,
        AccountStore accounts,
        TrackStore tracks,
        OperationsStore operations,
        PlaceStore places,
        ImportStore imports,
        AuditStore audit,
        PrivacyStore privacy,
        InvitationStore invitations,
        SecondFactorStore secondFactors,
        ShareStore shares,
        ViewStore views) {

    static final int PAGE = 500;

    List<User> users() {
        return moving.fleets().stream()
                .flatMap(fleet -> all(after -> accounts.listUsers(fleet, PAGE, after)).stream())
                .toList();
    }

    List<HeldDevice> devices() {
        return moving.fleets().stream()
                .flatMap(fleet -> moving.devices(fleet).stream())
                .toList();
    }

    List<DeviceKey> deviceKeys() {
        return devices().stream().map(held -> held.device().key()).toList();
    }

    /** Users, and those whose devices are left. */
    List<Owner> owners() {
        return Stream.concat(
                        users().stream().map(User::owner), deviceKeys().stream().map(DeviceKey::owner))
                .distinct()
                .toList();
    }

    static <T> List<T> all(Function<Optional<String>, Page<T>> list) {
        List<T> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<T> page = list.apply(after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }
}
