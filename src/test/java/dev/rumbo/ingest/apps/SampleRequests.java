package dev.rumbo.ingest.apps;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Requests as apps send them, and what each says. */
public final class SampleRequests {

    /** When the samples arrive. */
    public static final String RECEIVED = "2026-03-03T12:00:00Z";

    private static final String OK = "{\"result\":\"ok\"}";
    private static final String TAKEN = "{\"accepted\":1}";
    private static final String NONE_TAKEN = "{\"accepted\":0}";
    private static final String DONE = "{\"done\":1,\"friends\":[],\"pointId\":1,\"deviceId\":1}";
    private static final String ULOGGER = "{\"error\":false,\"trackid\":1}";
    private static final String LIST = "[]";

    private SampleRequests() {}

    /**
     * @param path what follows the token
     * @param body empty for a GET
     * @param positions one line each, as {@link Described} writes them
     * @param answer the body of the answer
     */
    public record Sample(
            String name, String kind, String path, String query, String body, List<String> positions, String answer) {

        @Override
        public String toString() {
            return name;
        }

        public String type() {
            return body.startsWith("{") || body.startsWith("[")
                    ? "application/json"
                    : "application/x-www-form-urlencoded; charset=UTF-8";
        }

        AppRequest request(long receivedMillis) {
            List<String> segments = path.isEmpty() ? List.of() : List.of(path.split("/"));
            return AppRequest.of(
                    segments, query, body.getBytes(StandardCharsets.UTF_8), type(), Optional.empty(), receivedMillis);
        }
    }

    public static List<Sample> all() {
        return List.of(
                posted(
                        "S1 OwnTracks Android, moving",
                        "owntracks",
                        """
                        {"_type":"location","_id":"9f31c2aa","created_at":1772524806,"batt":81,"bs":1,"acc":7,"alt":96,
                        "vac":4,"lat":52.5163,"lon":13.3777,"vel":54,"cog":271,"tst":1772524805,"conn":"m","m":2,
                        "tid":"u1","topic":"owntracks/user1/pixel"}""",
                        LIST,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 15.0 m/s 271.0 deg 96.0 m +-7.0 m"),
                posted(
                        "S2 OwnTracks iOS, standing",
                        "owntracks",
                        """
                        {"_type":"location","t":"v","lat":48.20849,"lon":16.37208,"tst":1772528400,"acc":65,"tid":"IP",
                        "batt":100,"bs":3,"topic":"owntracks/user2/iphone"}""",
                        LIST,
                        "2026-03-03T09:00:00Z 48.20849 16.37208 +-65.0 m"),
                posted("S3 OwnTracks ping", "owntracks", """
                        {"_type":"location","t":"p","lat":48.20849,"lon":16.37208,"tst":1772532000,"acc":65}""", LIST),
                posted("S3 OwnTracks last will", "owntracks", "{\"_type\":\"lwt\",\"tst\":1772532000}", LIST),
                posted("S3 OwnTracks, empty", "owntracks", "", LIST),
                posted("OwnTracks waypoint", "owntracks", """
                        {"_type":"waypoint","desc":"Home","lat":48.2,"lon":16.3,"rad":50,"tst":1772532000}""", LIST),
                posted("OwnTracks transition", "owntracks", """
                        {"_type":"transition","event":"enter","lat":48.2,"lon":16.3,"tst":1772532000,"acc":9}""", LIST),
                posted(
                        "S4 Overland batch",
                        "overland",
                        """
                        {"locations":[{"type":"Feature","geometry":{"type":"Point","coordinates":[13.3777,52.5163]},
                        "properties":{"timestamp":"2026-03-03T08:00:05Z","altitude":96,"speed":15,"course":271,
                        "horizontal_accuracy":7,"vertical_accuracy":4,"speed_accuracy":0.5,"course_accuracy":2.1,
                        "motion":["driving","stationary"],"battery_state":"unplugged","battery_level":0.81,
                        "device_id":"iphone-a","wifi":"","trip_id":"2026-03-03T07:58:00Z"}},
                        {"type":"Feature","geometry":{"type":"Point","coordinates":[13.38,52.517]},"properties":{
                        "timestamp":"2026-03-03T00:00:35-0800","altitude":0,"speed":-1,"course":-1,
                        "horizontal_accuracy":1414,"vertical_accuracy":-1,"motion":[],"battery_state":"unknown",
                        "battery_level":-1}},
                        {"type":"Feature","properties":{"timestamp":"2026-03-03T08:01:00Z",
                        "action":"paused_location_updates"}}],
                        "current":{"type":"Feature","geometry":{"type":"Point","coordinates":[13.40,52.52]},
                        "properties":{"timestamp":"2026-03-03T08:20:00Z","speed":0,"horizontal_accuracy":5,
                        "motion":["stationary"]}}}""",
                        OK,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 15.0 m/s 271.0 deg 96.0 m +-7.0 m",
                        "2026-03-03T08:00:35Z 52.517 13.38 +-1414.0 m"),
                posted("S5 Overland, ended trip", "overland", """
                        {"locations":[{"type":"Feature","geometry":{"type":"Point","coordinates":[13.45,52.55]},
                        "properties":{"type":"trip","mode":"car","timestamp":"2026-03-03T08:25:00Z",
                        "start":"2026-03-03T07:58:00Z","end":"2026-03-03T08:25:00Z","duration":1620.4,
                        "distance":11840.7,"stopped_automatically":false,"steps":12,"start_location":null,
                        "end_location":null}}]}""", OK),
                posted(
                        "S6 Overland as OwnTracks, seconds from 2001",
                        "overland",
                        """
                        {"_type":"location","lat":52.5163,"lon":13.3777,"tst":794217605,"acc":7,"batt":81,
                        "topic":"owntracks/iphone-a"}""",
                        OK,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 +-7.0 m"),
                posted(
                        "Overland with bad items beside a good one",
                        "overland",
                        """
                        {"locations":[7,{"type":"Feature","geometry":{"type":"Point","coordinates":[13.38,52.517]},
                        "properties":{"timestamp":"nonsense","speed":1}},
                        {"type":"Feature","geometry":{"type":"Point","coordinates":[13.38,52.517]},
                        "properties":{"timestamp":"2026-03-03T08:00:35Z","horizontal_accuracy":-1}},
                        {"type":"Feature","geometry":{"type":"Point","coordinates":["13.38","52.517"]},
                        "properties":{"timestamp":"2026-03-03T08:00:35Z","speed":"3.5","altitude":null}}]}""",
                        """
                        {"result":"ok","rejected":[{"index":0,"reason":"a position must be an object"},\
                        {"index":1,"reason":"time cannot be read"},\
                        {"index":2,"reason":"horizontal_accuracy is below 0, which is no fix"}]}""",
                        "2026-03-03T08:00:35Z 52.517 13.38 3.5 m/s"),
                posted("Overland, broken off", "overland", """
                        {"locations":[{"type":"Feature","geometry":{"type":"Point","coordinates":[13.38,52.517]},
                        "properties":{"timestamp":"2026-03-03T08:00:35Z"}},{"type":"Feature","geometry":{"ty""", """
                        {"result":"ok","rejected":[{"index":1,"reason":"the body is not valid JSON"}]}""", "2026-03-03T08:00:35Z 52.517 13.38"),
                queried(
                        "S7 Traccar Client 7",
                        "traccar",
                        "id=48213377&timestamp=1772524805&lat=52.5163&lon=13.3777&speed=24.3&bearing=271.0"
                                + "&altitude=96.0&accuracy=0.0&batt=81.0",
                        TAKEN,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m"),
                posted(
                        "S8 Traccar Client 10",
                        "traccar",
                        "id=48213377&lat=52.5163&lon=13.3777&timestamp=1772524835&accuracy=4.8&altitude=95.6"
                                + "&speed=27.02&bearing=268.4&batt=80&charge=false",
                        TAKEN,
                        "2026-03-03T08:00:35Z 52.5163 13.3777 13.9 m/s 268.4 deg 95.6 m +-4.8 m"),
                posted(
                        "S8 Traccar Client 10, heartbeat",
                        "traccar",
                        "id=48213377&timestamp=1772528400&batt=79&charge=true",
                        NONE_TAKEN),
                posted("Traccar Client 10 registers", "traccar", "id=48213377&notificationToken=abc", NONE_TAKEN),
                posted("Traccar Client with a bad position", "traccar", "id=1&lat=91&lon=1&timestamp=1772524835", """
                        {"accepted":0,"rejected":[{"index":0,"reason":"lat must be within -90 to 90"}]}"""),
                posted(
                        "S9 Traccar Client 9",
                        "traccar",
                        """
                        {"location":{"timestamp":"2026-03-03T08:01:05.250Z","coords":{"latitude":52.5163,
                        "longitude":13.3777,"accuracy":5.2,"speed":12.5,"heading":-1,"altitude":96.4},
                        "is_moving":true,"odometer":0,"event":"","battery":{"level":0.79,"is_charging":false},
                        "activity":{"type":"in_vehicle"},"extras":{}},"device_id":"48213377"}""",
                        TAKEN,
                        "2026-03-03T08:01:05.250Z 52.5163 13.3777 12.5 m/s 96.4 m +-5.2 m"),
                posted(
                        "Traccar Client 9, several, one a heartbeat",
                        "traccar",
                        """
                        {"device_id":"1","location":[{"timestamp":"2026-03-03T08:01:05Z","battery":{"level":0.5}},
                        {"timestamp":"2026-03-03T08:01:06Z","latitude":"52.1","longitude":"13.1","speed":"-1"}]}""",
                        TAKEN,
                        "2026-03-03T08:01:06Z 52.1 13.1"),
                queried(
                        "S10 OsmAnd",
                        "osmand",
                        "id=me&lat=52.5163&lon=13.3777&timestamp=1772524805000&hdop=4.0&altitude=96&speed=12.5"
                                + "&bearing=271",
                        TAKEN,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m"),
                queried(
                        "OsmAnd with an ISO time whose plus became a space",
                        "osmand",
                        "location=52.5163,13.3777&timestamp=2026-03-03T09:00:05+01:00&bearing=360",
                        TAKEN,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 0.0 deg"),
                queried(
                        "OsmAnd without a time: now",
                        "osmand",
                        "lat=52.5163&lon=13.3777",
                        TAKEN,
                        "now 52.5163 13.3777"),
                queried(
                        "S11 GPSLogger, all parameters",
                        "gpslogger",
                        "lat=52.5163&lon=13.3777&sat=11&desc=&alt=96.0&acc=4.0&dir=271.0&prov=gps&spd_kph=45.0"
                                + "&spd=12.5&timestamp=1772524805&timeoffset=2026-03-03T09%3A00%3A05.000%2B01%3A00"
                                + "&time=2026-03-03T08%3A00%3A05.000Z&starttimestamp=1772520000&date=2026-03-03&batt=81.0"
                                + "&ischarging=false&aid=ab12&ser=&act=&filename=20260303&profile=Default+Profile&hdop=0.9"
                                + "&vdop=&pdop=&dist=830&",
                        "{\"result\":\"ok\",\"accepted\":1}",
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m"),
                posted(
                        "S12 GPSLogger's imitation of OwnTracks",
                        "gpslogger",
                        """
                        {"_type":"location","t":"u","acc":"4.0","alt":"96.0","batt":"81.0","bs":"false","lat":"52.5163",
                        "lon":"13.3777","tst":"1772524805","vel":"12.5"}""",
                        "{\"result\":\"ok\",\"accepted\":1}",
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 96.0 m +-4.0 m"),
                queried(
                        "GPSLogger from the network: zeros are unknown",
                        "gpslogger",
                        "lat=52.5163&lon=13.3777&alt=0.0&acc=0.0&dir=0.0&prov=network&spd=0.0"
                                + "&time=2026-03-03T08%253A00%253A05.000Z",
                        "{\"result\":\"ok\",\"accepted\":1}",
                        "2026-03-03T08:00:05Z 52.5163 13.3777"),
                posted(
                        "GPSLogger speaks like Dawarich",
                        "gpslogger",
                        """
                        {"locations":[{"type":"Feature","geometry":{"type":"Point","coordinates":[13.38,52.517]},
                        "properties":{"timestamp":"2026-03-03T08:00:35.5Z","speed":3.25,"deffered":1}}]}""",
                        "{\"result\":\"ok\",\"accepted\":1}",
                        "2026-03-03T08:00:35.500Z 52.517 13.38 3.25 m/s"),
                posted(
                        "S13 Colota",
                        "colota",
                        """
                        {"lat":52.5163,"lon":13.3777,"acc":4,"alt":96,"vel":12.5,"batt":81,"bs":1,"tst":1772524805,
                        "bear":271}""",
                        LIST,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m"),
                posted(
                        "S14 Home Assistant template",
                        "homeassistant",
                        """
                        {"device_id":"phone1","timestamp":"2026-03-03T09:00:05.123456+01:00","location":{
                        "latitude":52.5163,"longitude":13.3777,"accuracy":12,"altitude":0,"speed":0},
                        "battery":{"level":81}}""",
                        TAKEN,
                        "2026-03-03T08:00:05.123Z 52.5163 13.3777 +-12.0 m"),
                posted(
                        "Home Assistant's app",
                        "homeassistant",
                        """
                        {"type":"update_location","data":{"gps":[52.5163,13.3777],"gps_accuracy":12,"battery":81,
                        "speed":5,"altitude":96,"course":271,"vertical_accuracy":3}}""",
                        TAKEN,
                        "now 52.5163 13.3777 5.0 m/s 271.0 deg 96.0 m +-12.0 m"),
                new Sample(
                        "S15 PhoneTrack, several",
                        "phonetrack",
                        "logPostMultiple/T/car",
                        "",
                        """
                        {"points":[[52.5163,13.3777,1772524805,96,4,81,11,"PhoneTrack/1",12.5,271],
                        [52.5164,13.3778,1772524806000,null,"",null,null,null,null,null]]}""",
                        List.of(
                                "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m",
                                "2026-03-03T08:00:06Z 52.5164 13.3778"),
                        DONE),
                new Sample(
                        "PhoneTrack, one",
                        "phonetrack",
                        "logGet/T/car",
                        "lat=52.5163&lon=13.3777&timestamp=1772524805&alt=96&acc=4&bat=81&sat=9&speed=12.5&bearing=271",
                        "",
                        List.of("2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m"),
                        DONE),
                new Sample(
                        "PhoneTrack for OwnTracks",
                        "phonetrack",
                        "log/owntracks/T/car",
                        "",
                        """
                        {"_type":"location","lat":52.5163,"lon":13.3777,"tst":1772524805,"vel":54}""",
                        List.of("2026-03-03T08:00:05Z 52.5163 13.3777 15.0 m/s"),
                        LIST),
                new Sample(
                        "PhoneTrack for OpenGTS",
                        "phonetrack",
                        "log/opengts/T/car",
                        "gprmc=$GPRMC,080005,A,5230.978,N,01322.662,E,24.3,271.0,030326,,*1F&alt=96&batt=81",
                        "",
                        List.of("2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m"),
                        DONE),
                new Sample(
                        "PhoneTrack for uLogger",
                        "phonetrack",
                        "log/ulogger/T/car/client/index.php",
                        "",
                        "action=auth&user=a&pass=b",
                        List.of(),
                        ULOGGER),
                new Sample(
                        "uLogger starts a track",
                        "ulogger",
                        "client/index.php",
                        "",
                        "action=addtrack&track=Drive",
                        List.of(),
                        ULOGGER),
                new Sample(
                        "uLogger adds a position",
                        "ulogger",
                        "client/index.php",
                        "",
                        "action=addpos&lat=52.5163&lon=13.3777&time=1772524805&altitude=96&speed=12.5&bearing=271&accuracy=4"
                                + "&provider=gps&trackid=1",
                        List.of("2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m +-4.0 m"),
                        ULOGGER),
                posted(
                        "Traccar server forwards",
                        "traccar-server",
                        """
                        {"position":{"deviceId":1,"fixTime":"2026-03-03T08:00:05.000+00:00","valid":true,
                        "latitude":52.5163,"longitude":13.3777,"altitude":96,"speed":24.3,"course":271,"accuracy":0,
                        "attributes":{"batteryLevel":81,"motion":true}},
                        "device":{"id":1,"uniqueId":"48213377","name":"Car"}}""",
                        TAKEN,
                        "2026-03-03T08:00:05Z 52.5163 13.3777 12.5 m/s 271.0 deg 96.0 m"));
    }

    private static Sample posted(String name, String kind, String body, String answer, String... positions) {
        return new Sample(name, kind, "", "", body, List.of(positions), answer);
    }

    private static Sample queried(String name, String kind, String query, String answer, String... positions) {
        return new Sample(name, kind, "", query, "", List.of(positions), answer);
    }
}
