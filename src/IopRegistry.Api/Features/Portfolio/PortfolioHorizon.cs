using FluentValidation;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>How far ahead a portfolio looks, and the days that makes.</summary>
internal static class PortfolioHorizon
{
    public const int DefaultDays = 365;
    public const int MostDays = 3_653;

    public static DateOnly LastDay(TimeProvider clock, int withinDays) =>
        SwedishCalendar.DayOf(clock.GetUtcNow()).AddDays(withinDays);

    public static IRuleBuilderOptions<T, int> IsHorizon<T>(this IRuleBuilder<T, int> days) =>
        days.InclusiveBetween(0, MostDays);

    public static IRuleBuilderOptions<T, string?> IsMunicipality<T>(this IRuleBuilder<T, string?> code) =>
        code.Must(text => text is null || Organisation.IsMunicipalityCode(text));
}
