using System.Text.Json.Serialization;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Openness;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>A field that is public or withheld.</summary>
/// <param name="Withheld">True when it is not public; the value is then absent.</param>
/// <param name="Value">What it says; absent when withheld, and when the agreement says nothing.</param>
/// <param name="Ground">The legal ground on which it is withheld.</param>
public sealed record Published<T>(bool Withheld, T? Value, GroundView? Ground)
    where T : class;

/// <summary>A field of several values that is public or withheld.</summary>
/// <param name="Withheld">True when it is not public; the values are then absent.</param>
/// <param name="Values">What it says.</param>
/// <param name="Ground">The legal ground on which it is withheld.</param>
public sealed record PublishedList<T>(bool Withheld, IReadOnlyList<T>? Values, GroundView? Ground);

/// <summary>An agreement (IOP-avtal) as everybody may read it.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="Reference">IOP-2026-000123.</param>
/// <param name="State">signed, active or ended.</param>
/// <param name="EndedReason">Why it ended.</param>
/// <param name="Title">Short name.</param>
/// <param name="Parties">Both sides, with organisation numbers.</param>
/// <param name="County">Counties (län) of the public parties, two digits.</param>
/// <param name="Municipality">Municipalities (kommuner) of the public parties, four digits.</param>
/// <param name="Term">From when to when.</param>
/// <param name="Decisions">The decisions, with registry numbers (diarienummer).</param>
/// <param name="Financing">Sums per year.</param>
/// <param name="Purpose">Syfte.</param>
/// <param name="SharedChallenge">The need that no party can meet alone.</param>
/// <param name="TargetGroup">Målgrupp.</param>
/// <param name="Summary">In plain language.</param>
/// <param name="Commitments">What each side has promised.</param>
/// <param name="QualityTerms">Jointly agreed quality.</param>
/// <param name="FollowUp">How it is followed up.</param>
/// <param name="Text">The clauses.</param>
/// <param name="Premises">Rooms.</param>
/// <param name="CaseOfficer">Who handles it at the public party.</param>
/// <param name="Signatories">Who signed.</param>
/// <param name="UpdatedAt">When what is public last changed.</param>
/// <param name="Links">Where it is.</param>
public sealed record PublicAgreementView(
    Guid Id,
    string Reference,
    AgreementState State,
    EndedReason? EndedReason,
    Published<string> Title,
    PublishedList<PublicParty> Parties,
    PublishedList<string> County,
    PublishedList<string> Municipality,
    Published<PublicTerm> Term,
    Published<PublicDecisions> Decisions,
    Published<PublicFinancing> Financing,
    Published<string> Purpose,
    Published<string> SharedChallenge,
    Published<string> TargetGroup,
    Published<string> Summary,
    PublishedList<PublicCommitment> Commitments,
    PublishedList<string> QualityTerms,
    Published<PublicFollowUp> FollowUp,
    PublishedList<PublicClause> Text,
    PublishedList<string> Premises,
    Published<string> CaseOfficer,
    PublishedList<PublicSignatory> Signatories,
    DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static PublicAgreementView Example => PublicExample.Agreement;

    internal static PublicAgreementView Of(PublicAgreement entry, string language, string address) =>
        Of(
            new Head(entry.AgreementId, entry.Reference, entry.State, entry.EndedReason, entry.UpdatedAt),
            entry.Contents,
            language,
            address
        );

    /// <summary>What stands outside the fields that can be withheld.</summary>
    internal sealed record Head(
        Guid Id,
        string Reference,
        AgreementState State,
        EndedReason? EndedReason,
        DateTimeOffset UpdatedAt
    );

    /// <param name="head">What is always public.</param>
    /// <param name="shown">What is public of the rest.</param>
    /// <param name="language">Of the legal grounds.</param>
    /// <param name="address">Absolute address of the register's agreements.</param>
    internal static PublicAgreementView Of(Head head, PublicContents shown, string language, string address)
    {
        var grounds = shown.Withheld.ToDictionary(
            w => w.Field,
            w => GroundView.Of(LegalGrounds.Of(w.Ground), language)
        );
        return new PublicAgreementView(
            head.Id,
            head.Reference,
            head.State,
            head.EndedReason,
            One(PublicationField.Title, shown.Title),
            Many(PublicationField.Parties, Shown(shown.Parties)),
            Many(PublicationField.County, shown.County),
            Many(PublicationField.Municipality, shown.Municipality),
            One(PublicationField.Term, shown.Term),
            One(PublicationField.Decisions, shown.Decisions),
            One(PublicationField.Financing, shown.Financing),
            One(PublicationField.Purpose, shown.Purpose),
            One(PublicationField.SharedChallenge, shown.SharedChallenge),
            One(PublicationField.TargetGroup, shown.TargetGroup),
            One(PublicationField.Summary, shown.Summary),
            Many(PublicationField.Commitments, shown.Commitments),
            Many(PublicationField.QualityTerms, shown.QualityTerms),
            One(PublicationField.FollowUp, shown.FollowUp),
            Many(PublicationField.Text, shown.Text),
            Many(PublicationField.Premises, shown.Premises),
            One(PublicationField.CaseOfficer, shown.CaseOfficer),
            Many(PublicationField.Signatories, shown.Signatories),
            head.UpdatedAt,
            [new(address + "/" + head.Id, HttpMethods.Get, "self"), new(address, HttpMethods.Get, "collection")]
        );

        Published<T> One<T>(PublicationField field, T? value)
            where T : class =>
            grounds.GetValueOrDefault(field) is { } ground ? new(true, null, ground) : new(false, value, null);

        PublishedList<T> Many<T>(PublicationField field, IReadOnlyList<T>? values) =>
            grounds.GetValueOrDefault(field) is { } ground ? new(true, null, ground) : new(false, values, null);
    }

    /// <summary>Organisation numbers as people write them.</summary>
    internal static IReadOnlyList<PublicParty>? Shown(IReadOnlyList<PublicParty>? parties) =>
        parties is null
            ? null
            :
            [
                .. parties.Select(party =>
                    party.OrganisationNumber is { } digits
                        ? party with
                        {
                            OrganisationNumber = OrganisationNumber.Parse(digits).ToString(),
                        }
                        : party
                ),
            ];
}
