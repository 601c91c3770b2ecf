using IopRegistry.SharedKernel;

namespace IopRegistry.Jobs;

/// <summary>Why a job is not run now.</summary>
public static class JobRules
{
    public static RuleViolation AlreadyRunning { get; } =
        new(
            "job-running",
            RefusalKind.Conflict,
            new("Jobbet kör redan.", "The job is running already."),
            new(
                "Det kör, eller står på tur att köras. Vänta tills det är klart.",
                "It is running, or next in line. Wait until it is done."
            )
        );

    public static RuleViolation NotRunHere { get; } =
        new(
            "jobs-not-run-here",
            RefusalKind.Conflict,
            new("Noden kör inga jobb.", "This node runs no jobs."),
            new(
                "Jobb är avstängda på den nod som svarade (Jobs:Enabled). Anropa en nod som kör jobb.",
                "Jobs are switched off on the node that answered (Jobs:Enabled). Call a node that runs jobs."
            )
        );
}
