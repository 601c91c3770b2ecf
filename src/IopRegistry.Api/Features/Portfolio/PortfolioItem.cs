using System.Globalization;
using System.Text.Json.Serialization;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>What about an agreement needs somebody's eyes.</summary>
public enum PortfolioConcern
{
    /// <summary>In force, ends within the days asked for, and nothing that follows is decided.</summary>
    EndingUndecided,

    /// <summary>What follows begins some time after the end.</summary>
    Gap,

    /// <summary>The second one-year agreement in a row, or a later one.</summary>
    OneYearChain,

    /// <summary>Decided or signed after it had begun.</summary>
    DecidedAfterStart,

    /// <summary>Somebody is waited for.</summary>
    Waiting,
}

/// <summary>An agreement of the portfolio.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">Where it is.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day, extensions and notices counted in; null when unknown.</param>
/// <param name="IsContinued">True when it is settled that the partnership goes on after the end.</param>
/// <param name="GapDays">Days without a valid agreement before what follows begins; null when nothing with a start follows.</param>
/// <param name="OneYearLinks">One-year agreements in a row, this one counted.</param>
/// <param name="DaysDecidedLate">Days from the start to the last decision or signature after it.</param>
/// <param name="WaitingSince">Since when somebody is waited for.</param>
/// <param name="WaitingFor">Who is waited for.</param>
/// <param name="PublicCashPerYear">What the public side pays in a year; null when the term or the money is not known.</param>
/// <param name="SuccessorId">The agreement that follows.</param>
/// <param name="Links">The agreement.</param>
public sealed record PortfolioItem(
    Guid Id,
    string Reference,
    string Title,
    AgreementState State,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    bool IsContinued,
    int? GapDays,
    int OneYearLinks,
    int DaysDecidedLate,
    DateTimeOffset? WaitingSince,
    IReadOnlyList<WaitedFor> WaitingFor,
    Money? PublicCashPerYear,
    Guid? SuccessorId,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static PortfolioItem Of(
        PortfolioQuery.Row row,
        string reference,
        string title,
        DateOnly? startsOn,
        Successor? successor,
        Waiting waiting,
        HttpContext http
    ) =>
        new(
            row.AgreementId,
            reference,
            title,
            row.State,
            startsOn,
            row.HasEnd ? row.EndsOn : null,
            row.IsContinued,
            row.GapDays,
            row.OneYearLinks,
            row.DaysDecidedLate,
            row.WaitingSince,
            waiting.For,
            row.PublicCashPerYear is { } cash ? new Money(cash) : null,
            successor?.AgreementId,
            [
                new(
                    Addresses.Absolute(http, $"{HttpSetup.BasePath}/agreements/{row.AgreementId}"),
                    HttpMethods.Get,
                    "agreement"
                ),
            ]
        );

    /// <summary>The heading of the table, in the language of the reader.</summary>
    internal static IReadOnlyList<string> Heading(string language) =>
        string.Equals(language, Languages.English, StringComparison.Ordinal)
            ?
            [
                "Concern",
                "Reference",
                "Title",
                "State",
                "First day",
                "Last day",
                "Continued",
                "Gap in days",
                "One-year agreements in a row",
                "Days decided late",
                "Waiting since",
                "Waiting for",
                "Public cash per year",
                "Id",
            ]
            :
            [
                "Bevakning",
                "Beteckning",
                "Titel",
                "Status",
                "Första dag",
                "Sista dag",
                "Fortsätter",
                "Glapp i dagar",
                "Ettårsavtal i rad",
                "Dagar för sent beslutat",
                "Väntar sedan",
                "Väntar på",
                "Offentliga medel per år",
                "Id",
            ];

    internal IReadOnlyList<string?> Cells(PortfolioConcern concern, string language) =>
        [
            CamelCaseEnumConverter.NameOf(concern),
            Reference,
            Title,
            CamelCaseEnumConverter.NameOf(State),
            Cell(StartsOn),
            Cell(EndsOn),
            (IsContinued, language) switch
            {
                (true, Languages.English) => "yes",
                (false, Languages.English) => "no",
                (true, _) => "ja",
                (false, _) => "nej",
            },
            GapDays?.ToString(CultureInfo.InvariantCulture),
            OneYearLinks.ToString(CultureInfo.InvariantCulture),
            DaysDecidedLate.ToString(CultureInfo.InvariantCulture),
            Cell(WaitingSince is { } since ? SwedishCalendar.DayOf(since) : null),
            string.Join(", ", WaitingFor.Select(party => party.Name)),
            PublicCashPerYear is { } cash ? Cell(cash) : null,
            Id.ToString(),
        ];

    private static string? Cell(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An amount as Swedish Excel reads it.</summary>
    internal static string Cell(Money money) =>
        money.Amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
}
