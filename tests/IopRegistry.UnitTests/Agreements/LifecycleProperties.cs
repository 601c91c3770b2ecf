using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using IopRegistry.Agreements;
using Xunit.Abstractions;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Whatever several parties try, in whatever order, the agreement keeps to the table and forgets nothing.</summary>
public sealed class LifecycleProperties(ITestOutputHelper output)
{
    /// <summary>IOP_TEST_SEQUENCES sets another number, for a long search.</summary>
    private static readonly int Sequences = int.Parse(
        Environment.GetEnvironmentVariable("IOP_TEST_SEQUENCES") ?? "200",
        CultureInfo.InvariantCulture
    );

    private static readonly Gen<Tried> Tries =
        from who in Gen.Choose(0, 79)
        from what in Gen.Choose(0, 999)
        from party in Gen.Choose(0, 9)
        from hours in Gen.Choose(0, 99_999)
        from how in Gen.Choose(0, 9_999)
        select new Tried(who, what, party, hours, how);

    private static readonly Arbitrary<(int Beginning, List<Tried> Tries)> Walks = Arb.From(
        from beginning in Gen.Choose(0, 999)
        from length in Gen.Choose(10, 50)
        from tries in Gen.ListOf(Tries, length)
        select (beginning, tries.ToList()),
        walk => Shorter(walk.Item2).Select(shorter => (walk.Item1, shorter))
    );

    [Fact]
    public void Random_actions_never_leave_the_table_lose_a_word_or_offer_what_is_refused()
    {
        var (done, refused, walks) = (0, 0, 0);
        HashSet<AgreementState> reached = [];
        HashSet<AgreementAction> taken = [];
        var property = Prop.ForAll(
            Walks,
            walk =>
            {
                var walking = new AgreementWalk(walk.Beginning);
                try
                {
                    foreach (var next in walk.Tries)
                    {
                        walking.Take(next);
                        if (next.How % 15 == 0)
                        {
                            walking.CheckOffers();
                        }
                    }

                    walking.CheckOffers();
                    walking.CheckStorage();
                }
                catch (Exception)
                {
                    output.WriteLine(walking.Story);
                    output.WriteLine("");
                    throw;
                }

                walks++;
                done += walking.Done;
                refused += walking.Refused;
                reached.UnionWith(walking.Reached);
                taken.UnionWith(walking.Taken);
            }
        );

        // The exception of a failure says the seed: run again with .WithReplay(...) on this configuration.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences), property);

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{walks} sequences, {done} actions taken, {refused} refused; {reached.Count} states, {taken.Count} kinds of action."
            )
        );
        output.WriteLine("Never taken: " + string.Join(", ", Enum.GetValues<AgreementAction>().Except(taken)));
        // Walks that get nowhere would prove nothing. Chance decides the rest, so the bar is lower than what is usual.
        Assert.True(reached.Count >= 9 && taken.Count >= 22 && done > refused / 2);
    }

    /// <summary>Leaves out each half, then each one.</summary>
    private static IEnumerable<List<Tried>> Shorter(List<Tried> tries)
    {
        for (var size = tries.Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= tries.Count; from += size)
            {
                yield return [.. tries.Take(from), .. tries.Skip(from + size)];
            }
        }
    }
}
