package dev.rumbo.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who gets which answer from every route.
 *
 * <p>A word with a dollar sign stands for what is driver A's: {@code $device} has trips, {@code $spare} is a device made for the one
 * request, {@code $none} does not exist, {@code $fresh} was never said before. Nobody's requests are made without a credential and with each kind of one that is void.
 * Pages are asked for with the session; the API with the access token and the session. 400 and 409 are answers to who was let in.
 */
final class AccessTable {

    /** Who calls: two drivers and an administrator of fleet A, a driver and the administrator of fleet B, A's phone. */
    enum Who {
        NOBODY,
        OWNER,
        COLLEAGUE,
        ADMIN,
        STRANGER,
        FOREIGN_ADMIN,
        PHONE,
        /** A user of fleet A who looks after the installation; has no column, see {@link #OPERATING}. */
        OPERATOR
    }

    private static final int COLUMNS = Who.values().length - 1;

    /** An operator gets what a colleague gets, but for this. */
    private static final Map<String, Integer> OPERATING = Map.ofEntries(
            Map.entry("GET /api/v1/rebuilds", 200),
            Map.entry("POST /api/v1/rebuilds", 404),
            Map.entry("GET /api/v1/rebuilds/$rebuild", 200),
            Map.entry("GET /api/v1/replays", 200),
            Map.entry("POST /api/v1/replays", 202),
            Map.entry("GET /api/v1/replays/$replay", 200),
            Map.entry("GET /api/v1/set-aside", 200),
            Map.entry("GET /api/v1/set-aside/$record", 404),
            Map.entry("POST /api/v1/set-aside/$record/replay", 404),
            Map.entry("DELETE /api/v1/set-aside/$sparerecord", 404),
            Map.entry("GET /api/v1/set-aside/$orphan", 200),
            Map.entry("DELETE /api/v1/set-aside/$spareorphan", 204),
            Map.entry("GET /api/v1/audit?scope=installation", 200),
            Map.entry("GET /api/v1/operations", 200),
            Map.entry("GET /ops", 200),
            Map.entry("GET /audit", 200));

    /** @param body JSON, a form, "@" for a file of positions, or nothing */
    record Row(String method, String path, Map<Who, Integer> expected, String body) {

        String route() {
            return method + " " + path.replaceFirst("[?].*", "");
        }

        /** @param template as in the OpenAPI document or in an annotation: parameters in braces */
        boolean isOf(String template) {
            StringBuilder pattern = new StringBuilder();
            int from = 0;
            var parameter = Pattern.compile("\\{[^}]*}").matcher(template);
            while (parameter.find()) {
                pattern.append(Pattern.quote(template.substring(from, parameter.start())))
                        .append("\\$[a-z]+");
                from = parameter.end();
            }
            return route().matches(pattern + Pattern.quote(template.substring(from)));
        }
    }

    // spotless:off
    private static final String TABLE = """
            # ROUTE                                                     nobody owner colleague admin stranger foreignAdmin phone  BODY

            # The API: accounts and devices
            GET    /api/v1/tokens                                          401   200   200   200   200   200   403
            POST   /api/v1/tokens                                          401   201   201   201   201   201   403  {"name":"x"}
            DELETE /api/v1/tokens/$none                                    401   404   404   404   404   404   403
            GET    /api/v1/sessions                                        401   200   200   200   200   200   403
            DELETE /api/v1/sessions/$none                                  401   404   404   404   404   404   403
            GET    /api/v1/users                                           401   403   403   200   403   200   403
            POST   /api/v1/users                                           401   403   403   400   403   400   403  {"name":"x"}
            PATCH  /api/v1/users/$user                                     401   403   403   200   403   404   403  {}
            PATCH  /api/v1/users/$user                                     401   403   403   200   403   404   403  {"role":"driver","active":true}
            DELETE /api/v1/users/$none                                     401   403   403   404   403   404   403
            DELETE /api/v1/users/$user/identity                            401   403   403   204   403   404   403
            POST   /api/v1/account/close                                   401   400   400   400   400   400   403  {"password":"x"}
            GET    /api/v1/invitations                                     401   403   403   200   403   200   403
            POST   /api/v1/invitations                                     401   403   403   400   403   400   403  {"email":"x"}
            DELETE /api/v1/invitations/$spareinvitation                    401   403   403   204   403   404   403
            GET    /api/v1/devices                                         401   200   200   200   200   200   403
            GET    /api/v1/devices?user=$user                              401   200   404   200   404   404   403
            POST   /api/v1/devices                                         401   201   201   201   201   201   403  {"name":"x"}
            POST   /api/v1/devices                                         401   201   404   201   404   404   403  {"name":"x","userId":"$user"}
            DELETE /api/v1/devices/$spare                                  401   204   404   204   404   404   403
            DELETE /api/v1/devices/$spare?data=delete                      401   204   404   204   404   404   403
            POST   /api/v1/devices/$spare/token                            401   201   404   201   404   404   403
            DELETE /api/v1/devices/$spare/positions?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z  401   202   404   403   404   404   403
            GET    /api/v1/devices/$device/erasures                        401   200   404   403   404   404   403
            GET    /api/v1/devices/$device/erasures/preview?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z  401   200   404   403   404   404   403
            GET    /api/v1/devices/$device/health                          401   200   404   200   404   404   403

            GET    /api/v1/archive                                         401   200   200   200   200   200   403
            POST   /api/v1/archive?preview=true                            401   400   400   400   400   400   403  @
            GET    /api/v1/archive/imports                                 401   200   200   200   200   200   403
            PUT    /api/v1/archive/uploads/$spareupload?offset=0           401   200   200   200   200   200   403  @
            GET    /api/v1/archive/uploads/$upload                         401   200   200   200   200   200   403
            DELETE /api/v1/archive/uploads/$spareupload                    401   204   204   204   204   204   403

            # The API: posting
            POST   /api/v1/positions                                       401   403   403   403   403   403   202  {"positions":[]}
            GET    /i/$kind/$token                                         401   401   401   401   401   401   200
            POST   /i/$kind/$token                                         401   401   401   401   401   401   200  {"_type":"status"}
            POST   /api/v1/devices/$device/imports?preview=true            401   200   404   200   404   404   403  @
            GET    /api/v1/devices/$device/imports                         401   200   404   200   404   404   403
            GET    /api/v1/devices/$device/imports/$import                 401   200   404   200   404   404   403
            DELETE /api/v1/devices/$device/imports/$import                 401   200   404   200   404   404   403
            PUT    /api/v1/devices/$device/uploads/$spareupload?offset=0   401   200   404   200   404   404   403  @
            GET    /api/v1/devices/$device/uploads/$upload                 401   200   404   200   404   404   403
            DELETE /api/v1/devices/$device/uploads/$spareupload            401   204   404   204   404   404   403

            # The API: reading
            GET    /api/v1/trips                                           401   200   200   200   200   200   403
            GET    /api/v1/trips?device=$device                            401   200   404   200   404   404   403
            GET    /api/v1/trips?user=$user                                401   200   404   200   404   404   403
            GET    /api/v1/trips/$trip                                     401   200   404   200   404   404   403
            GET    /api/v1/trips/$trip/route.$format                       401   200   404   200   404   404   403
            GET    /api/v1/trips.$format                                   401   200   200   200   200   200   403
            GET    /api/v1/trips.$format?device=$device                    401   200   404   200   404   404   403
            GET    /api/v1/trips.$format?user=$user                        401   200   404   200   404   404   403
            GET    /api/v1/days/$date                                      401   200   200   200   200   200   403
            GET    /api/v1/days/$date?device=$device                       401   200   404   200   404   404   403
            GET    /api/v1/days/$date?user=$user                           401   200   404   200   404   404   403
            GET    /api/v1/stats?from=$date&to=$date&bucket=day            401   200   200   200   200   200   403
            GET    /api/v1/stats?from=$date&to=$date&bucket=day&device=$device  401   200   404   200   404   404   403
            GET    /api/v1/stats?from=$date&to=$date&bucket=day&user=$user 401   200   404   200   404   404   403
            GET    /api/v1/devices/$device/positions                       401   200   404   200   404   404   403
            GET    /api/v1/fleet                                           401   403   403   200   403   200   403
            GET    /api/v1/live                                            401   101   101   101   101   101   403

            # The API: corrections and places
            GET    /api/v1/devices/$device/corrections                     401   200   404   200   404   404   403
            POST   /api/v1/devices/$device/corrections                     401   400   404   403   404   404   403  {}
            DELETE /api/v1/devices/$device/corrections/$correction         401   204   404   403   404   404   403
            GET    /api/v1/places                                          401   200   200   200   200   200   403
            POST   /api/v1/places                                          401   201   201   201   201   201   403  {"name":"x","lat":1,"lon":2}
            PUT    /api/v1/places/$place                                   401   200   404   404   404   404   403  {"name":"y","lat":1,"lon":2}
            DELETE /api/v1/places/$spareplace                              401   204   204   204   204   204   403
            POST   /api/v1/places/$place/undo                              401   200   404   404   404   404   403

            # The API: privacy
            GET    /api/v1/privacy                                         401   200   200   200   200   200   403
            PUT    /api/v1/privacy                                         401   200   200   200   200   200   403  {"sharesLive":true}
            POST   /api/v1/privacy/zones                                   401   201   201   201   201   201   403  {"name":"x","lat":1,"lon":2}
            PUT    /api/v1/privacy/zones/$none                             401   404   404   404   404   404   403  {"name":"x","lat":1,"lon":2}
            DELETE /api/v1/privacy/zones/$none                             401   204   204   204   204   204   403
            GET    /api/v1/fleet/privacy                                   401   403   403   200   403   200   403
            PUT    /api/v1/fleet/privacy                                   401   403   403   400   403   400   403  {}

            GET    /api/v1/views                                           401   200   200   200   200   200   403

            # The API: shared links
            GET    /api/v1/shares                                          401   200   200   200   200   200   403
            POST   /api/v1/shares                                          401   201   201   201   201   201   403  {"kind":"live"}
            POST   /api/v1/shares                                          401   201   404   404   404   404   403  {"kind":"trip","trip":"$trip"}
            POST   /api/v1/shares                                          401   201   404   404   404   404   403  {"kind":"day","date":"$date","device":"$device"}
            DELETE /api/v1/shares/$spareshare                              401   204   404   404   404   404   403

            # The API: operating
            GET    /api/v1/rules                                           401   403   403   200   403   200   403
            PUT    /api/v1/rules                                           401   403   403   400   403   400   403  {}
            POST   /api/v1/rules/preview                                   401   403   403   200   403   404   403  {"rules":{},"device":"$device","date":"$date"}
            GET    /api/v1/rebuilds                                        401   403   403   200   403   200   403
            POST   /api/v1/rebuilds                                        401   403   403   202   403   404   403  {"device":"$device"}
            GET    /api/v1/rebuilds/$rebuild                               401   403   403   200   403   404   403
            GET    /api/v1/replays                                         401   403   403   200   403   200   403
            POST   /api/v1/replays                                         401   403   403   202   403   202   403  {"from":"2026-03-10T00:00:00Z"}
            GET    /api/v1/replays/$replay                                 401   403   403   200   403   404   403
            GET    /api/v1/set-aside                                       401   403   403   200   403   200   403
            GET    /api/v1/set-aside/$record                               401   403   403   200   403   404   403
            POST   /api/v1/set-aside/$record/replay                        401   403   403   200   403   404   403
            DELETE /api/v1/set-aside/$sparerecord                          401   403   403   204   403   404   403

            # A record that names no known device
            GET    /api/v1/set-aside/$orphan                               401   403   403   200   403   404   403
            DELETE /api/v1/set-aside/$spareorphan                          401   403   403   204   403   404   403
            GET    /api/v1/audit?scope=installation                        401   403   403   200   403   403   403
            GET    /api/v1/audit                                           401   403   403   200   403   200   403
            GET    /api/v1/audit?user=$user                                401   403   403   200   403   200   403
            GET    /api/v1/audit.csv                                       401   403   403   200   403   200   403
            GET    /api/v1/operations                                      401   403   403   200   403   403   403

            # Pages for everybody
            GET    /login                                                  200   200   200   200   200   200   200
            # Each is a wrong password from this address, and those are counted.
            POST   /login                                                  401   401     -     -     -     -   401  email=$fresh&password=wrong
            POST   /logout                                                 303     -     -     -     -     -   303  x=
            GET    /setup                                                  403   403   403   403   403   403   403
            POST   /setup                                                  403   403   403   403   403   403   403  token=guessed
            GET    /invitations/$none                                      404   404   404   404   404   404   404
            POST   /invitations/$none                                      404   404   404   404   404   404   404  name=x
            GET    /invitations/$invitation                                200   200   200   200   200   200   200
            POST   /invitations/$invitation                                400   400   400   400   400   400   400  name=x
            # What A shares, for whoever has the link, and for nobody once it was withdrawn or has ended
            GET    /s/$tripshare                                           200   200   200   200   200   200   200
            GET    /s/$tripshare/map.json                                  200   200   200   200   200   200   200
            GET    /s/$tripshare/position.json                             404   404   404   404   404   404   404
            GET    /s/$dayshare                                            200   200   200   200   200   200   200
            GET    /s/$dayshare/map.json                                   200   200   200   200   200   200   200
            GET    /s/$liveshare                                           200   200   200   200   200   200   200
            GET    /s/$liveshare/map.json                                  404   404   404   404   404   404   404
            GET    /s/$liveshare/position.json                             200   200   200   200   200   200   200
            GET    /s/$lockedshare                                         200   200   200   200   200   200   200
            GET    /s/$lockedshare/map.json                                401   401   401   401   401   401   401
            GET    /s/$withdrawnshare                                      404   404   404   404   404   404   404
            GET    /s/$withdrawnshare/map.json                             404   404   404   404   404   404   404
            GET    /s/$withdrawnshare/position.json                        404   404   404   404   404   404   404
            POST   /s/$withdrawnshare                                      404   404   404   404   404   404   404  password=x
            GET    /s/$endedshare                                          404   404   404   404   404   404   404
            GET    /s/$endedshare/map.json                                 404   404   404   404   404   404   404
            GET    /s/$endedshare/position.json                            404   404   404   404   404   404   404
            POST   /s/$endedshare                                          404   404   404   404   404   404   404  password=x
            # No provider of log-ins is configured here
            GET    /login/openid                                           404   404   404   404   404   404   404
            GET    /login/openid/back                                      404   404   404   404   404   404   404
            GET    /login/openid/out                                       404   404   404   404   404   404   404
            GET    /login/code                                             303   303   303   303   303   303   303
            POST   /login/code                                             303   303   303   303   303   303   303  code=000000
            GET    /offline                                                200   200   200   200   200   200   200
            GET    /record                                                 200   200   200   200   200   200   200

            # Pages of a user
            GET    /                                                       302   303   303   303   303   303   403
            GET    /help                                                   302   200   200   200   200   200   403
            GET    /settings                                               302   200   200   200   200   200   403
            POST   /settings                                               302   400   400   400   400   400   403  name=
            GET    /settings/security                                      302   200   200   200   200   200   403
            POST   /settings/security/sessions/$none/end                   302   404   404   404   404   404   403  x=
            # Users end the sessions of this very test by it: SecurityPageTest asks for them.
            POST   /settings/security/sessions/end-others                  302     -     -     -     -     -   403  x=
            POST   /settings/security/tokens                               302   400   400   400   400   400   403  name=
            POST   /settings/security/tokens/$none/withdraw                302   404   404   404   404   404   403  x=
            POST   /settings/security/password                             302   400   400   400   400   400   403  current=x&password=short
            POST   /settings/security/email                                302   400   400   400   400   400   403  current=x&email=nobody
            POST   /settings/security/provider/unlink                      302   303   303   303   303   303   403  x=
            GET    /settings/privacy                                       302   200   200   200   200   200   403
            POST   /settings/privacy/live                                  302   303   303   303   303   303   403  share=yes
            POST   /settings/privacy/zones                                 302   400   400   400   400   400   403  name=
            POST   /settings/privacy/zones/$none/remove                    302   404   404   404   404   404   403  x=
            GET    /settings/viewers                                       302   200   200   200   200   200   403
            GET    /settings/security/second-factor                        302   200   200   200   200   200   403
            POST   /settings/security/second-factor/on                     302   400   400   400   400   400   403  offer=x
            POST   /settings/security/second-factor/off                    302   400   400   400   400   400   403  current=x
            GET    /settings/close                                         302   200   200   200   200   200   403
            POST   /settings/close                                         302   400   400   400   400   400   403  sure=
            GET    /settings/archive                                       302   200   200   200   200   200   403
            POST   /settings/archive                                       302   303   303   303   303   303   403  upload=$none
            POST   /settings/archive/file                                  302   303   303   303   303   303   403  @form
            GET    /record/reader                                          302   200   200   200   200   200   403
            GET    /days?date=$date                                        302   303   303   303   303   303   403
            GET    /days?date=$date&device=$device                         302   303   404   303   404   404   403
            GET    /days/last                                              302   303   303   303   303   303   403
            GET    /days/last?user=$user                                   302   303   404   303   404   404   403
            GET    /days/$date                                             302   200   200   200   200   200   403
            GET    /days/$date?device=$device                              302   200   404   200   404   404   403
            GET    /days/$date?user=$user                                  302   200   404   200   404   404   403
            GET    /days/$date/calendar?month=2026-03&user=$user           302   200   404   200   404   404   403
            GET    /days/$date/map.json?device=$device                     302   200   404   200   404   404   403
            GET    /days/$date/rows/$trip                                  302   200   404   404   404   404   403
            GET    /days/$date/rows/$trip?device=$device                   302   200   404   200   404   404   403
            POST   /days/$date/corrections                                 302   303   404   404   404   404   403  kind=split&device=$device&trip=$trip&value=x
            POST   /days/$date/corrections/undo                            302   303   404   404   404   404   403  device=$device&correction=$correction
            POST   /days/$date/places                                      302   303   303   303   303   303   403  name=x&radius=9999999
            POST   /days/$date/places/remove                               302   303   303   303   303   303   403  id=$none
            POST   /days/$date/places/undo                                 302   303   303   303   303   303   403  id=$none
            GET    /stats                                                  302   200   200   200   200   200   403
            GET    /stats?user=$user                                       302   200   404   200   404   404   403
            GET    /calendar                                               302   200   200   200   200   200   403
            GET    /calendar?user=$user                                    302   200   404   200   404   404   403
            GET    /trips/$trip                                            302   200   404   200   404   404   403
            GET    /trips/$trip/map.json                                   302   200   404   200   404   404   403
            GET    /devices                                                302   200   200   200   200   200   403
            POST   /devices                                                302   200   200   200   200   200   403  name=x
            GET    /devices/$device                                        302   200   404   404   404   404   403
            GET    /devices/$device/day                                    302   303   404   404   404   404   403
            POST   /devices/$spare/name                                    302   303   404   404   404   404   403  name=x
            POST   /devices/$spare/remove                                  302   303   404   404   404   404   403  data=keep
            GET    /devices/$device/erase                                  302   200   404   404   404   404   403
            POST   /devices/$spare/erase                                   302   303   404   404   404   404   403  from=2026-01-01T00:00&to=2026-01-02T00:00&sure=yes
            GET    /devices/$device/connect                                302   200   404   200   404   404   403
            POST   /devices/$spare/connect/token                           302   200   404   200   404   404   403  x=
            GET    /devices/$device/import                                 302   200   404   200   404   404   403
            POST   /devices/$device/import                                 302   303   404   303   404   404   403  upload=$upload&name=x
            POST   /devices/$device/import/file                            302   303   404   303   404   404   403  @form
            POST   /devices/$device/import/$import/undo                    302   303   404   303   404   404   403  x=
            POST   /demo                                                   302   303   303   303   303   303   403  x=
            POST   /demo/remove                                            302   303   303   303   303   303   403  x=

            GET    /shares                                                 302   200   200   200   200   200   403
            POST   /shares                                                 302   200   200   200   200   200   403  kind=live&hours=1
            POST   /shares                                                 302   200   404   404   404   404   403  kind=trip&trip=$trip&hours=24
            POST   /shares                                                 302   200   404   404   404   404   403  kind=day&date=$date&device=$device&hours=24
            POST   /shares/$spareshare/withdraw                            302   303   404   404   404   404   403  x=

            # Pages of an administrator
            GET    /fleet                                                  302   403   403   200   403   200   403
            GET    /fleet/privacy                                          302   403   403   200   403   200   403
            POST   /fleet/privacy                                          302   403   403   400   403   400   403  privateTrips=x
            GET    /fleet/motion?devices=$device                           302   403   403   200   403   200   403
            GET    /people                                                 302   403   403   200   403   200   403
            GET    /people/$user                                           302   403   403   200   403   404   403
            POST   /people/$user/role                                      302   403   403   303   403   404   403  role=driver
            POST   /people/$user/access                                    302   403   403   303   403   404   403  access=restore
            POST   /people/$user/second-factor/remove                      302   403   403   303   403   404   403  x=
            POST   /people/$user/provider/unlink                           302   403   403   303   403   404   403  x=
            GET    /people/$user/close                                     302   403   403   200   403   404   403
            POST   /people/$user/close                                     302   403   403   400   403   404   403  sure=
            POST   /people/invitations                                     302   403   403   400   403   400   403  email=x
            POST   /people/invitations/$spareinvitation/withdraw           302   403   403   303   403   404   403  x=
            GET    /audit                                                  302   403   403   200   403   200   403
            GET    /ops                                                    302   403   403   200   403   403   403
            GET    /fleet/motion/$device.svg                               302   403   403   200   403   404   403
            """;
    // spotless:on

    private AccessTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TABLE.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> rows.add(row(line)));
        return rows;
    }

    private static Row row(String line) {
        String[] cells = line.split("\\s+", 3 + COLUMNS);
        Map<Who, Integer> expected = new LinkedHashMap<>();
        for (Who who : Arrays.copyOf(Who.values(), COLUMNS)) {
            String status = cells[2 + who.ordinal()];
            if (!status.equals("-")) {
                expected.put(who, Integer.valueOf(status));
            }
        }
        Integer operators = OPERATING.getOrDefault(cells[0] + " " + cells[1], expected.get(Who.COLLEAGUE));
        if (operators != null) {
            expected.put(Who.OPERATOR, operators);
        }
        String body = Arrays.stream(cells).skip(2L + COLUMNS).findFirst().orElse("");
        return new Row(cells[0], cells[1], expected, body);
    }
}
