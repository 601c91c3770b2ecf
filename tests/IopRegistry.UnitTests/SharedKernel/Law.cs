using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace IopRegistry.UnitTests.SharedKernel;

/// <summary>Checks a law on many random inputs; a failure prints the smallest input that breaks it and the seed.</summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> inputs, Func<T, bool> law, int times = 500) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true),
            Prop.ForAll(inputs.ToArbitrary(), law)
        );

    public static Gen<DateOnly> AnyDay { get; } =
        Gen.Choose(DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    public static Gen<DateOnly> Day { get; } =
        Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2100, 12, 31).DayNumber)
            .Select(DateOnly.FromDayNumber);

    public static DateOnly D(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static void Refused(Action call) => Assert.Throws<ArgumentOutOfRangeException>(call);
}
