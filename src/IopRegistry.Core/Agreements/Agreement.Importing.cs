using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Existing agreements, partial as they are: nothing is refused for being unknown, and nothing said is lost.</summary>
public sealed partial class Agreement
{
    /// <summary>The organisation whose register the external key belongs to.</summary>
    public Guid? ImportedForOrganisationId { get; private set; }

    public string? ExternalKey { get; private set; }

    /// <summary>Enters an agreement as the source knows it, in the state it is in.</summary>
    public static (Agreement Agreement, AgreementVersion Contents) Import(
        string reference,
        Contents contents,
        IReadOnlyList<Party> parties,
        AgreementState state,
        EndedReason? endedReason,
        ImportSource source,
        Guid importedForOrganisationId,
        Actor by
    )
    {
        RequirePossible(ContentsRules.Impossible(contents));
        var (agreement, version) = Create(reference, contents, parties, Side.Civil, false, null, by, state);
        agreement.EndedReason = endedReason;
        agreement.Source = source with { AtVersion = 1 };
        agreement.ExternalKey = source.ExternalKey;
        agreement.ImportedForOrganisationId = importedForOrganisationId;
        agreement.RecordStep(AgreementAction.Import, null, by, null, source.SourceUrl, by.Today, 1);
        return (agreement, version);
    }

    /// <summary>True while nobody has touched it in the registry, so that the source may still correct it.</summary>
    public bool IsAsImported => Source?.AtVersion == Version;

    /// <summary>The source has been corrected, and nobody has touched the agreement here.</summary>
    public AgreementVersion ImportAgain(
        Contents contents,
        IReadOnlyList<Party> parties,
        AgreementState state,
        EndedReason? endedReason,
        ImportSource source,
        Actor by
    )
    {
        RequirePossible(ContentsRules.Impossible(contents));
        var from = State;
        State = state;
        StateSince = from == state ? StateSince : by.At;
        EndedReason = endedReason;
        Source = source with { AtVersion = Version + 1 };
        var version = AgreementVersion.Write(Id, LatestVersion + 1, contents, parties, [], null, by);
        Take(version);
        RecordStep(AgreementAction.Import, from, by, null, source.SourceUrl, by.Today, version.Number);
        return version;
    }
}
