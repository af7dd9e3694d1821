package dev.rumbo.jobs;

import dev.rumbo.store.Job;

/** What is done for one kind of job. Harmless when done again, in part or whole. */
interface JobWork {

    /** Does what is left to do of the job, and reports it. */
    void run(Job job, RunningJob running);
}
