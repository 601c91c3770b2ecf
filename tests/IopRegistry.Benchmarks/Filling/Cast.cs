using System.Globalization;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Benchmarks.Filling;

/// <summary>The organisations that the agreements are spread over: 290 municipalities, of which the first is the caller's, and many associations.</summary>
internal sealed class Cast
{
    private const int CivilCount = 5_000;
    private const int MunicipalityCount = 290;

    /// <summary>Enough for several pages of the caller's list, also in a small database.</summary>
    private const int CallersLeast = 120;

    private static readonly string[] Counties =
    [
        .. "01 03 04 05 06 07 08 09 10 12 13 14 17 18 19 20 21 22 23 24 25".Split(' '),
    ];

    private readonly Member[] _municipalities;
    private readonly Member[] _civil;

    private Cast(Member[] municipalities, Member[] civil) => (_municipalities, _civil) = (municipalities, civil);

    public Guid Caller => _municipalities[0].Id;

    public static async Task<Cast> RegisterAsync(IopDbContext db, DateTimeOffset now)
    {
        var steward = new Actor(Guid.CreateVersion7(now), Guid.CreateVersion7(now), now, SwedishCalendar.DayOf(now));
        Member[] Register(int count, LegalForm form, string prefix, Func<int, string> name) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                    {
                        var place = i % MunicipalityCount;
                        var county = Counties[place % Counties.Length];
                        var code = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{county}{80 + (place / Counties.Length)}"
                        );
                        var details = new OrganisationDetails(name(i), form, Number(prefix, i), code);
                        var organisation = Organisation.Register(details, steward);
                        db.Add(organisation);
                        return new Member(organisation.Id, details.Name, SwedishSort.KeyOf(details.Name), code);
                    }),
            ];
        var cast = new Cast(
            Register(MunicipalityCount, LegalForm.Kommun, "212", i => $"Exempelorts {i + 1} kommun"),
            Register(CivilCount, LegalForm.IdeellForening, "802", i => $"Exempelföreningen Ängsbacken {i + 1}")
        );
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return cast;
    }

    public Member MunicipalityOf(int i, int size)
    {
        var share = (uint)Math.Min(MunicipalityCount, size / CallersLeast);
        return Scattered(i) % share == 0
            ? _municipalities[0]
            : _municipalities[1 + (Scattered(i) / share % (MunicipalityCount - 1))];
    }

    public Member CivilOf(int i) => _civil[Scattered(i) % CivilCount];

    /// <summary>The same for the same row in every run, and without a pattern (Knuth's multiplicative hash).</summary>
    private static uint Scattered(int i)
    {
        var hash = (uint)i * 2_654_435_761;
        return hash ^ (hash >> 15);
    }

    /// <summary>An organisation number with its check digit (Luhn).</summary>
    private static string Number(string prefix, int i)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 900_000:D6}");
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 2 : 1)).Sum(p => p > 9 ? p - 9 : p);
        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}

/// <summary>An organisation as its name stands in rows.</summary>
internal sealed record Member(Guid Id, string Name, string Key, string MunicipalityCode);
