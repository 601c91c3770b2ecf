using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>
/// One version of what is agreed: contents and parties. Never changed once written. The hash is over its canonical JSON,
/// so that what was confirmed and what is signed can be proved to be the same.
/// </summary>
public sealed class AgreementVersion
{
    private AgreementVersion() { }

    public Guid AgreementId { get; private init; }

    /// <summary>1, 2, 3 … within the agreement.</summary>
    public int Number { get; private init; }

    public required Contents Contents { get; init; }

    public required IReadOnlyList<Party> Parties { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    public required IReadOnlyList<ContentsPart> ChangedParts { get; init; }

    public string? Note { get; private init; }

    public Guid CreatedBy { get; private init; }

    public Guid CreatedForOrganisationId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Set when the version belongs to an amendment rather than to the first negotiation.</summary>
    public Guid? AmendmentId { get; private init; }

    public static AgreementVersion Write(
        Guid agreementId,
        int number,
        Contents contents,
        IReadOnlyList<Party> parties,
        IReadOnlyList<ContentsPart> changedParts,
        string? note,
        Actor by,
        Guid? amendmentId = null
    ) =>
        new()
        {
            AgreementId = agreementId,
            Number = number,
            Contents = contents,
            Parties = parties,
            ContentHash = HashOf(agreementId, number, contents, parties),
            ChangedParts = changedParts,
            Note = note,
            CreatedBy = by.UserId,
            CreatedForOrganisationId = by.OrganisationId,
            CreatedAt = by.At,
            AmendmentId = amendmentId,
        };

    /// <summary>Compared as written, since lists inside records compare by reference.</summary>
    public static bool AreSame(Contents left, Contents right) =>
        string.Equals(Written(left), Written(right), StringComparison.Ordinal);

    /// <summary>What an amendment touches: the parts that read differently after it.</summary>
    public static IReadOnlyList<ContentsPart> Touched(Contents before, Contents after, IReadOnlyList<Party> joining)
    {
        (ContentsPart Part, object? Before, object? After)[] parts =
        [
            (ContentsPart.Description, before.Description, after.Description),
            (ContentsPart.Term, before.Term, after.Term),
            (ContentsPart.Commitments, before.Commitments, after.Commitments),
            (ContentsPart.Text, before.Text, after.Text),
            (ContentsPart.QualityTerms, before.QualityTerms, after.QualityTerms),
            (ContentsPart.Financing, before.Financing, after.Financing),
            (ContentsPart.FollowUpPlan, before.FollowUpPlan, after.FollowUpPlan),
            (ContentsPart.Parties, null, joining.Count > 0 ? joining : null),
        ];
        return
        [
            .. parts
                .Where(part => !string.Equals(Written(part.Before), Written(part.After), StringComparison.Ordinal))
                .Select(part => part.Part),
        ];
    }

    private static string Written(object? part) => JsonSerializer.Serialize(part, JsonColumns.Options);

    /// <summary>Registry numbers and dates of joining may be filled in after signing, so they are not part of the hash.</summary>
    private static string HashOf(Guid agreementId, int number, Contents contents, IReadOnlyList<Party> parties)
    {
        var signed = new SignedText(
            agreementId,
            number,
            [
                .. parties.Select(party => new SignedParty(
                    party.Id,
                    party.OrganisationId,
                    party.Name,
                    party.Side,
                    party.Roles,
                    party.BoardId,
                    party.Unit,
                    party.LeftOn
                )),
            ],
            contents
        );
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(signed, JsonColumns.Options)))
        );
    }

    private sealed record SignedText(
        Guid AgreementId,
        int Number,
        IReadOnlyList<SignedParty> Parties,
        Contents Contents
    );

    private sealed record SignedParty(
        Guid Id,
        Guid OrganisationId,
        string Name,
        Side Side,
        IReadOnlyList<PartyRole> Roles,
        Guid? BoardId,
        string? Unit,
        DateOnly? LeftOn
    );
}
