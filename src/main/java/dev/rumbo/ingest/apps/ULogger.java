package dev.rumbo.ingest.apps;

/** uLogger: a form with an action; anything but {@code "error":false} makes it stop. */
final class ULogger implements AppFormat {

    @Override
    public String kind() {
        return "ulogger";
    }

    @Override
    public Findings read(AppRequest request) {
        String action = request.values().text("action");
        return action == null || action.equals("addpos") ? PhoneTrack.simple(request) : new Findings();
    }

    @Override
    public Answer answer(AppRequest request, Findings findings) {
        return accepted(findings);
    }

    static Answer accepted(Findings findings) {
        return Answer.with(Answer.object().put("error", false).put("trackid", 1), findings);
    }
}
