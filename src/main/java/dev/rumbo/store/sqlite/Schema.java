package dev.rumbo.store.sqlite;

import dev.rumbo.codec.Packed;
import java.util.List;

/**
 * The tables, and the steps that lead to them from any earlier version.
 *
 * <p>Fleet and user stand in front of every key. A step is applied in the transaction that also counts it; a database
 * that a newer version wrote is refused, since its meaning is not known here.
 */
final class Schema {

    /** Step i leads from version i to i + 1. Steps are never changed once they were released. */
    static final List<List<String>> STEPS = List.of(
            first(),
            rulesAndJobs(),
            corrections(),
            checksums(),
            places(),
            removals(),
            imports(),
            zones(),
            credentials(),
            audit(),
            privacy(),
            people(),
            secondFactors(),
            shares(),
            packedPositions(),
            views(),
            identities(),
            erasures(),
            moving(),
            retention(),
            chosenAddresses());

    private static List<String> first() {
        return List.of(
                """
            CREATE TABLE user (
              fleet TEXT NOT NULL, id TEXT NOT NULL, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
              time_zone TEXT NOT NULL, locale TEXT NOT NULL, password_hash TEXT NOT NULL,
              PRIMARY KEY (fleet, id)) WITHOUT ROWID""",
                """
            CREATE TABLE device (
              fleet TEXT NOT NULL, user TEXT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
              created_ms INTEGER NOT NULL, state TEXT NOT NULL,
              PRIMARY KEY (fleet, id)) WITHOUT ROWID""",
                "CREATE INDEX device_of_user ON device (fleet, user, id)",
                """
            CREATE TABLE credential (
              hash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT,
              id TEXT, name TEXT, created_ms INTEGER, expires_ms INTEGER) WITHOUT ROWID""",
                "CREATE INDEX credential_of_device ON credential (fleet, user, device) WHERE device IS NOT NULL",
                """
            CREATE TABLE head (
              fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, version INTEGER NOT NULL,
              first BLOB NOT NULL, last BLOB NOT NULL,
              PRIMARY KEY (fleet, user, device)) WITHOUT ROWID""",
                "CREATE INDEX head_of_fleet ON head (fleet, device)",
                // Not WITHOUT ROWID: a blob of some kilobytes belongs outside the tree that is searched.
                """
            CREATE TABLE chunk (
              fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, first_ms INTEGER NOT NULL,
              last_ms INTEGER NOT NULL, size INTEGER NOT NULL, positions BLOB NOT NULL,
              PRIMARY KEY (fleet, user, device, first_ms))""",
                """
            CREATE TABLE segment (
              fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, start_ms INTEGER NOT NULL,
              data BLOB NOT NULL,
              PRIMARY KEY (fleet, user, device, start_ms)) WITHOUT ROWID""",
                """
            CREATE TABLE day_total (
              fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, date TEXT NOT NULL,
              distance_mm INTEGER NOT NULL, unknown_mm INTEGER NOT NULL, driving_s INTEGER NOT NULL,
              idle_s INTEGER NOT NULL, unknown_s INTEGER NOT NULL, trips INTEGER NOT NULL, max_speed_cms INTEGER NOT NULL,
              PRIMARY KEY (fleet, user, device, date)) WITHOUT ROWID""",
                "CREATE TABLE checkpoint (shard TEXT NOT NULL PRIMARY KEY, sequence TEXT NOT NULL) WITHOUT ROWID",
                """
            CREATE TABLE set_aside (
              number INTEGER PRIMARY KEY AUTOINCREMENT, shard TEXT NOT NULL, sequence TEXT NOT NULL,
              arrived_ms INTEGER NOT NULL, partition_key TEXT NOT NULL, data BLOB NOT NULL, reason TEXT NOT NULL,
              UNIQUE (shard, sequence))""");
    }

    private static List<String> rulesAndJobs() {
        return List.of(
                "ALTER TABLE head ADD COLUMN rules INTEGER NOT NULL DEFAULT 1",
                "ALTER TABLE head ADD COLUMN rebuild TEXT",
                """
                CREATE TABLE rules (
                  fleet TEXT NOT NULL, version INTEGER NOT NULL, procedure INTEGER NOT NULL, thresholds TEXT NOT NULL,
                  changed_ms INTEGER NOT NULL, changed_by TEXT NOT NULL,
                  PRIMARY KEY (fleet, version)) WITHOUT ROWID""",
                """
                CREATE TABLE job (
                  id TEXT NOT NULL PRIMARY KEY, fleet TEXT NOT NULL, kind TEXT NOT NULL, device TEXT, from_ms INTEGER,
                  rules INTEGER NOT NULL, created_ms INTEGER NOT NULL, state TEXT NOT NULL, started_ms INTEGER,
                  finished_ms INTEGER, done INTEGER NOT NULL, total INTEGER NOT NULL, changed INTEGER NOT NULL,
                  failed INTEGER NOT NULL, cursor TEXT NOT NULL, problem TEXT, worker TEXT, lease_ms INTEGER) WITHOUT ROWID""",
                "CREATE INDEX job_of_fleet ON job (fleet, id)",
                "CREATE INDEX job_unfinished ON job (id) WHERE finished_ms IS NULL");
    }

    private static List<String> corrections() {
        return List.of(
                """
                CREATE TABLE correction (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, from_ms INTEGER NOT NULL,
                  sequence INTEGER NOT NULL, data BLOB NOT NULL,
                  PRIMARY KEY (fleet, user, device, from_ms, sequence)) WITHOUT ROWID""",
                "ALTER TABLE head ADD COLUMN last_correction INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE head ADD COLUMN corrected_from_ms INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE head ADD COLUMN corrected_to_ms INTEGER NOT NULL DEFAULT 0");
    }

    /** CRC-32C of the positions; chunks from before have none. */
    private static List<String> checksums() {
        return List.of("ALTER TABLE chunk ADD COLUMN checksum INTEGER");
    }

    private static List<String> places() {
        return List.of("""
                CREATE TABLE place (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, id TEXT NOT NULL,
                  name TEXT, lat_e7 INTEGER, lon_e7 INTEGER, radius_m INTEGER,
                  before_name TEXT, before_lat_e7 INTEGER, before_lon_e7 INTEGER, before_radius_m INTEGER,
                  PRIMARY KEY (fleet, user, id)) WITHOUT ROWID""");
    }

    /** That a device lost all its positions again. */
    private static List<String> removals() {
        return List.of("ALTER TABLE head ADD COLUMN emptied INTEGER NOT NULL DEFAULT 0");
    }

    private static List<String> imports() {
        return List.of("""
                CREATE TABLE import (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, id TEXT NOT NULL,
                  file_name TEXT NOT NULL, started_ms INTEGER NOT NULL, state TEXT NOT NULL, positions INTEGER NOT NULL,
                  imported INTEGER NOT NULL, added INTEGER NOT NULL, replaced INTEGER NOT NULL,
                  from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL,
                  PRIMARY KEY (fleet, user, device, id)) WITHOUT ROWID""", """
                CREATE TABLE import_part (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, id TEXT NOT NULL,
                  effect TEXT NOT NULL, number INTEGER NOT NULL, positions BLOB NOT NULL,
                  PRIMARY KEY (fleet, user, device, id, effect, number))""");
    }

    /** By whose days a device's totals are counted; heads from before do not tell. */
    private static List<String> zones() {
        return List.of("ALTER TABLE head ADD COLUMN zone TEXT");
    }

    /** Scope and last use of credentials; sessions from before get an id, and began 30 days before their end. */
    private static List<String> credentials() {
        return List.of(
                "ALTER TABLE credential ADD COLUMN scope TEXT",
                "ALTER TABLE credential ADD COLUMN used_ms INTEGER",
                "UPDATE credential SET scope = 'ALL' WHERE kind = 'access'",
                "UPDATE credential SET id = lower(hex(randomblob(8))), name = '', created_ms = expires_ms - 2592000000"
                        + " WHERE kind = 'session'",
                "CREATE INDEX credential_of_user ON credential (fleet, user, kind, id) WHERE device IS NULL");
    }

    private static List<String> audit() {
        return List.of("""
                CREATE TABLE audit (
                  fleet TEXT NOT NULL, id TEXT NOT NULL, time_ms INTEGER NOT NULL, actor_id TEXT NOT NULL,
                  actor TEXT NOT NULL, act TEXT NOT NULL, subject_id TEXT NOT NULL, subject TEXT NOT NULL,
                  address TEXT NOT NULL, count INTEGER NOT NULL,
                  PRIMARY KEY (fleet, id)) WITHOUT ROWID""");
    }

    private static List<String> privacy() {
        return List.of("""
                CREATE TABLE fleet_policy (
                  fleet TEXT NOT NULL PRIMARY KEY, private_trips TEXT NOT NULL, days TEXT, from_time TEXT, to_time TEXT,
                  drivers_decide INTEGER NOT NULL) WITHOUT ROWID""", """
                CREATE TABLE driver_privacy (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, secret TEXT NOT NULL DEFAULT '',
                  shares_live INTEGER NOT NULL DEFAULT 1,
                  PRIMARY KEY (fleet, user)) WITHOUT ROWID""", """
                CREATE TABLE privacy_zone (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
                  lat_e7 INTEGER NOT NULL, lon_e7 INTEGER NOT NULL, radius_m INTEGER NOT NULL,
                  PRIMARY KEY (fleet, user, id)) WITHOUT ROWID""");
    }

    /** Who may log in no more, and who is invited. */
    private static List<String> people() {
        return List.of("ALTER TABLE user ADD COLUMN active INTEGER NOT NULL DEFAULT 1", """
                CREATE TABLE invitation (
                  fleet TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, email TEXT NOT NULL,
                  role TEXT NOT NULL, invited_by TEXT NOT NULL, created_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
                  PRIMARY KEY (fleet, id)) WITHOUT ROWID""");
    }

    private static List<String> secondFactors() {
        return List.of("""
                CREATE TABLE second_factor (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, secret TEXT NOT NULL, since_ms INTEGER NOT NULL,
                  last_step INTEGER NOT NULL,
                  PRIMARY KEY (fleet, user)) WITHOUT ROWID""", """
                CREATE TABLE recovery_code (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, hash TEXT NOT NULL,
                  PRIMARY KEY (fleet, user, hash)) WITHOUT ROWID""");
    }

    /** Links that users share. */
    private static List<String> shares() {
        return List.of("""
                CREATE TABLE share (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
                  trip TEXT, trip_end_ms INTEGER, date TEXT, device TEXT, password_hash TEXT, created_ms INTEGER NOT NULL,
                  end_ms INTEGER NOT NULL, views INTEGER NOT NULL DEFAULT 0, viewed_ms INTEGER,
                  PRIMARY KEY (fleet, user, id)) WITHOUT ROWID""", "CREATE INDEX share_by_end ON share (end_ms)");
    }

    /** Positions may be {@link Packed}, which no version from before this one reads. */
    private static List<String> packedPositions() {
        return List.of();
    }

    /** Who saw what. */
    private static List<String> views() {
        return List.of("""
                CREATE TABLE seen (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, key TEXT NOT NULL, hour_ms INTEGER NOT NULL, kind TEXT NOT NULL,
                  link INTEGER NOT NULL, viewer TEXT NOT NULL, subject TEXT NOT NULL, first_ms INTEGER NOT NULL,
                  last_ms INTEGER NOT NULL, count INTEGER NOT NULL,
                  PRIMARY KEY (fleet, user, key)) WITHOUT ROWID""", "CREATE INDEX seen_by_hour ON seen (hour_ms)");
    }

    /** Which identity of a provider of log-ins opens whose account. */
    private static List<String> identities() {
        return List.of("""
                CREATE TABLE identity (
                  hash TEXT NOT NULL PRIMARY KEY, fleet TEXT NOT NULL, user TEXT NOT NULL, since_ms INTEGER NOT NULL,
                  UNIQUE (fleet, user)) WITHOUT ROWID""");
    }

    /** What was deleted of devices, by owners who wanted it. */
    private static List<String> erasures() {
        return List.of("""
                CREATE TABLE erasure (
                  fleet TEXT NOT NULL, user TEXT NOT NULL, device TEXT NOT NULL, id TEXT NOT NULL, from_ms INTEGER NOT NULL,
                  to_ms INTEGER NOT NULL, requested_ms INTEGER NOT NULL, until_ms INTEGER, positions INTEGER NOT NULL,
                  PRIMARY KEY (fleet, user, device, id)) WITHOUT ROWID""");
    }

    /** Whether an application may work on the file; one row at most. */
    private static List<String> moving() {
        return List.of("CREATE TABLE door (state TEXT NOT NULL)");
    }

    /** What a fleet keeps for how long, and up to where positions of a device went. */
    private static List<String> retention() {
        return List.of(
                "ALTER TABLE fleet_policy ADD COLUMN position_days INTEGER",
                "ALTER TABLE fleet_policy ADD COLUMN trip_days INTEGER",
                "ALTER TABLE fleet_policy ADD COLUMN retention_from_ms INTEGER",
                "ALTER TABLE head ADD COLUMN positions_from_ms INTEGER",
                "ALTER TABLE head ADD COLUMN segments_from_ms INTEGER",
                "ALTER TABLE head ADD COLUMN settled INTEGER NOT NULL DEFAULT 0");
    }

    /** Who gave themselves the address that they have. */
    private static List<String> chosenAddresses() {
        return List.of("ALTER TABLE user ADD COLUMN chose_email INTEGER NOT NULL DEFAULT 0");
    }

    private Schema() {}
}
