package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the operator's page says. */
@MessageBundle(value = "ops", locale = "en")
public interface OpsMessages {

    @Message("Operations")
    String title();

    @Message("How the installation works now. No position of anybody is shown here.")
    String lead();

    @Message("As of {time}")
    String asOf(String time);

    @Message("Pause")
    String pause();

    @Message("Go on")
    String goOn();

    @Message("The server did not answer; trying again.")
    String lost();

    @Message("Engine")
    String engine();

    @Message("Version")
    String version();

    @Message("Java")
    String java();

    @Message("Could not be told")
    String unknown();

    @Message("Instances")
    String instances();

    @Message("Instance")
    String instance();

    @Message("this one")
    String thisOne();

    @Message("Started")
    String started();

    @Message("Last heard")
    String heard();

    @Message("Taken per second")
    String accepted();

    @Message("Stored per second")
    String stored();

    @Message("Refused per second")
    String refused();

    @Message("Waiting to be acknowledged")
    String buffered();

    @Message("Viewers")
    String viewers();

    @Message("Memory")
    String memory();

    @Message("Problem")
    String problem();

    @Message("Shards")
    String shards();

    @Message("Shard")
    String shard();

    @Message("Held by")
    String holder();

    @Message("nobody")
    String nobody();

    @Message("Behind")
    String behind();

    @Message("Records waiting")
    String waiting();

    @Message("Records per second")
    String records();

    @Message("Checkpoint")
    String checkpoint();

    @Message("ended")
    String ended();

    @Message("being read")
    String beingRead();

    @Message("after its parents")
    String afterParents();

    @Message("Parents")
    String parents();

    @Message("Children")
    String children();

    @Message("hot")
    String hot();

    @Message("Devices that send most")
    String busy();

    @Message(
            "Of the positions that each instance consumed in the last minute. Hot is a twentieth of them or more, and five positions a second or more.")
    String busyLead();

    @Message("Device")
    String device();

    @Message("Positions per second")
    String positions();

    @Message("Share")
    String share();

    @Message("Nothing came in the last minute.")
    String quiet();

    @Message("Jobs")
    String jobs();

    @Message("Job")
    String job();

    @Message("State")
    String state();

    @Message("Progress")
    String progress();

    @Message("No rebuild and no replay yet.")
    String noJobs();

    @Message("New rules")
    String rules();

    @Message("Rebuild")
    String rebuild();

    @Message("Replay")
    String replay();

    @Message("Replay of the archive")
    String archiveReplay();

    @Message("waiting")
    String jobWaiting();

    @Message("running")
    String running();

    @Message("done")
    String done();

    @Message("failed")
    String failed();

    @Message("Records set aside")
    String setAside();

    @Message("None: every record could be read and stored.")
    String noneSetAside();

    @Message("{count} could not be read or stored.")
    String someSetAside(String count);

    @Message("More than {count} could not be read or stored.")
    String moreSetAside(String count);

    @Message("Storage")
    String storage();

    @Message("Where")
    String where();

    @Message("Size")
    String size();

    @Message("Items")
    String items();

    @Message("Free on the disk: {size}")
    String free(String size);

    @Message("As AWS counts them every six hours.")
    String counted();
}
