namespace IopRegistry.Jobs;

/// <summary>Why a job ran.</summary>
public enum JobTrigger
{
    /// <summary>Its timetable.</summary>
    Schedule,

    /// <summary>An operator asked.</summary>
    Request,

    /// <summary>The node that ran it died, and another took over.</summary>
    Recovery,
}

/// <summary>How a run went.</summary>
public enum JobRunState
{
    /// <summary>Asked for and not begun. Never stored: the scheduler has it.</summary>
    Requested,
    Running,
    Succeeded,
    Failed,

    /// <summary>Its node stopped or died before it was done.</summary>
    Interrupted,
}

/// <summary>One run of a job, for operators. Written when it begins and when it ends, apart from what the job itself writes.</summary>
public sealed class JobRun
{
    public const int JobMaxLength = 100;
    public const int NodeMaxLength = 200;
    public const int FailureMaxLength = 500;

    public required Guid Id { get; init; }

    public required string Job { get; init; }

    /// <summary>The node that ran it.</summary>
    public required string Node { get; init; }

    public required JobTrigger Trigger { get; init; }

    /// <summary>Who asked; null when nobody did.</summary>
    public Guid? RequestedBy { get; init; }

    /// <summary>When it should have run.</summary>
    public required DateTimeOffset ScheduledFor { get; init; }

    /// <summary>True when its time had passed while no node was up to run it.</summary>
    public required bool Late { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public JobRunState State { get; private set; } = JobRunState.Running;

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What was done, by what it is called.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>False when there was nothing to do; such runs are soon forgotten.</summary>
    public bool DidSomething { get; private set; }

    /// <summary>What went wrong, without anything that may be secret; the log has the rest.</summary>
    public string? Failure { get; private set; }

    public void Succeed(IReadOnlyDictionary<string, int> counts, DateTimeOffset at)
    {
        Counts = counts;
        DidSomething = counts.Count > 0;
        End(JobRunState.Succeeded, at);
    }

    public void Fail(string failure, DateTimeOffset at)
    {
        Failure = failure.Length <= FailureMaxLength ? failure : failure[..FailureMaxLength];
        End(JobRunState.Failed, at);
    }

    public void Interrupt(DateTimeOffset at) => End(JobRunState.Interrupted, at);

    private void End(JobRunState state, DateTimeOffset at)
    {
        State = state;
        EndedAt = at;
    }
}
