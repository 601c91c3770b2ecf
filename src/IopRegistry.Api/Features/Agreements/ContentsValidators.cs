using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Agreements;

internal sealed class DescriptionValidator : AbstractValidator<Description>
{
    public DescriptionValidator()
    {
        RuleFor(d => d.Title).NotEmpty().MaximumLength(Description.TitleMaxLength);
        RuleFor(d => d.SharedChallenge).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.Purpose).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.TargetGroup).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.Inclusions).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.Exclusions).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.AddedValue).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.PlainLanguageSummary).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.CivilLegalForm).MaximumLength(Description.TextMaxLength);
        RuleFor(d => d.Basis).MaximumLength(Description.TextMaxLength);
    }
}

internal sealed class TermInputValidator : AbstractValidator<TermInput>
{
    public TermInputValidator()
    {
        RuleFor(t => t.Start).NotNull().SetValidator(new PartialDateValidator());
        RuleFor(t => t.End).NotNull().SetValidator(new PartialDateValidator());
        RuleFor(t => t.NoticeMonths).InclusiveBetween(0, Term.MaxMonths);
        RuleFor(t => t.NoticeByParty).MostItems(50);
        RuleForEach(t => t.NoticeByParty)
            .NotNull()
            .ChildRules(notice => notice.RuleFor(n => n.Months).InclusiveBetween(0, Term.MaxMonths));
        RuleFor(t => t.StartCondition).MaximumLength(2_000);
        RuleFor(t => t.Seasons).MostItems(10);
        RuleForEach(t => t.Seasons)
            .NotNull()
            .ChildRules(season =>
            {
                season.RuleFor(s => s.FromMonth).InclusiveBetween(1, 12);
                season.RuleFor(s => s.ToMonth).InclusiveBetween(1, 12);
                season.RuleFor(s => s.FromDay).InclusiveBetween(1, 31);
                season.RuleFor(s => s.ToDay).InclusiveBetween(1, 31);
                season.RuleFor(s => s.Text).MaximumLength(500);
            });
        RuleFor(t => t.Extension!).SetValidator(new ExtensionClauseValidator()).When(t => t.Extension is not null);
    }
}

internal sealed class ExtensionClauseValidator : AbstractValidator<ExtensionClause>
{
    public ExtensionClauseValidator()
    {
        RuleFor(e => e.Kind).IsInEnum();
        RuleFor(e => e.Text).MaximumLength(2_000);
        RuleFor(e => e.NoticeMonths).InclusiveBetween(0, Term.MaxMonths);
        RuleFor(e => e.DecideMonthsBefore).InclusiveBetween(0, Term.MaxMonths);
        RuleFor(e => e.Months)
            .InclusiveBetween(1, 120)
            .When(e => e.Kind is ExtensionKind.Automatic or ExtensionKind.Option);
        RuleFor(e => e.MostTimes)
            .InclusiveBetween(1, 20)
            .When(e => e.Kind is ExtensionKind.Automatic or ExtensionKind.Option);
        RuleFor(e => e.NoticeMonths).NotNull().When(e => e.Kind == ExtensionKind.Automatic);
    }
}

internal sealed class PartialDateValidator : AbstractValidator<PartialDate>
{
    /// <summary>Room for every extension and chain without leaving the calendar.</summary>
    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2200, 12, 31);

    public PartialDateValidator()
    {
        RuleFor(d => d.Date).InclusiveBetween(First, Last);
        RuleFor(d => d.Precision).IsInEnum();
        RuleFor(d => d.AsWritten).MaximumLength(PartialDate.AsWrittenMaxLength);
    }
}

internal sealed class CommitmentInputValidator : AbstractValidator<CommitmentInput>
{
    public CommitmentInputValidator()
    {
        RuleFor(c => c.PartyId).NotEmpty();
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Statement).NotEmpty().MaximumLength(4_000);
    }
}

internal sealed class ClauseValidator : AbstractValidator<Clause>
{
    public ClauseValidator()
    {
        RuleFor(c => c.Heading).NotEmpty().MaximumLength(60).Matches("^[a-z][a-z0-9-]*$");
        RuleFor(c => c.Title).NotEmpty().MaximumLength(300);
        RuleFor(c => c.Body).NotNull().MaximumLength(Description.TextMaxLength);
    }
}

internal sealed class QualityTermInputValidator : AbstractValidator<QualityTermInput>
{
    public QualityTermInputValidator()
    {
        RuleFor(t => t.Statement).NotEmpty().MaximumLength(4_000);
        RuleFor(t => t.Principle).MaximumLength(60);
        RuleFor(t => t.Period).MaximumLength(200);
        RuleFor(t => t.Evidence).MaximumLength(1_000);
        RuleFor(t => t.MeasuredBy).MaximumLength(200);
        RuleFor(t => t.Indicator!)
            .ChildRules(indicator =>
            {
                indicator.RuleFor(i => i.Name).NotEmpty().MaximumLength(300);
                indicator.RuleFor(i => i.Kind).IsInEnum();
                indicator.RuleFor(i => i.Unit).MaximumLength(60);
                indicator.RuleFor(i => i.SplitBy).MostItems(10);
                indicator.RuleForEach(i => i.SplitBy).NotEmpty().MaximumLength(60);
                indicator
                    .RuleFor(i => i.RangeTo)
                    .NotNull()
                    .GreaterThanOrEqualTo(i => i.RangeFrom)
                    .When(i => i.Kind == IndicatorKind.Range);
                indicator.RuleFor(i => i.RangeFrom).NotNull().When(i => i.Kind == IndicatorKind.Range);
                indicator.RuleFor(i => i.Target).InclusiveBetween(0, 100).When(i => i.Kind == IndicatorKind.Percent);
            })
            .When(t => t.Indicator is not null);
    }
}

internal sealed class FinancingLineInputValidator : AbstractValidator<FinancingLineInput>
{
    public FinancingLineInputValidator()
    {
        RuleFor(l => l.FunderPartyId).NotEmpty();
        RuleFor(l => l.Kind).IsInEnum();
        RuleFor(l => l.FiscalYear).InclusiveBetween(1900, 2200);
        RuleFor(l => l.Amount!.Amount).GreaterThanOrEqualTo(0).When(l => l.Amount is not null);
        RuleFor(l => l.Amount).NotNull().When(l => l.Kind == ContributionKind.Cash);
        RuleFor(l => l.Certainty).IsInEnum();
        RuleFor(l => l.AmountKind).IsInEnum();
        RuleFor(l => l.DecisionReference).MaximumLength(200);
        RuleFor(l => l.Description).MaximumLength(2_000);
        RuleFor(l => l.Quantity).InclusiveBetween(0, 1_000_000_000);
        RuleFor(l => l.Unit).MaximumLength(60);
        RuleFor(l => l.UnitRate!.Amount).InclusiveBetween(0, 1_000_000).When(l => l.UnitRate is not null);
        RuleFor(l => l.RateSource).MaximumLength(300);
        RuleFor(l => l.ReplacesGrant).MaximumLength(300);
    }
}

internal sealed class FollowUpPlanValidator : AbstractValidator<FollowUpPlan>
{
    public FollowUpPlanValidator()
    {
        RuleFor(p => p.Schedule).IsInEnum();
        RuleFor(p => p.Dates).NotNull().MostItems(200);
        RuleFor(p => p.Dates).NotEmpty().When(p => p.Schedule == FollowUpSchedule.Dates);
        RuleFor(p => p.Description).MaximumLength(Description.TextMaxLength);
        RuleFor(p => p.Description).NotEmpty().When(p => p.Schedule == FollowUpSchedule.Described);
    }
}

internal static class ListValidation
{
    /// <summary>No list is unbounded.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> MostItems<T, TItem>(
        this IRuleBuilder<T, IReadOnlyList<TItem>?> rule,
        int most
    ) => rule.Must(items => items is null || items.Count <= most).WithErrorCode("too-many-items");
}
