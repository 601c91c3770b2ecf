using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Calendars;

/// <summary>
/// A personal address for a calendar program, which cannot sign in. The address itself is the key, so it is shown once, only
/// its hash is stored, it opens nothing but the calendar, and its owner can revoke it.
/// </summary>
public sealed class CalendarFeed
{
    public const int NameMaxLength = 100;

    /// <summary>Of one user; more programs than anybody has.</summary>
    public const int MostPerUser = 20;

    private const string Prefix = "iopcal";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid UserId { get; init; }

    /// <summary>The organisation whose calendar it is.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>What its owner calls it, such as the telephone.</summary>
    public required string Name { get; init; }

    /// <summary>sv or en.</summary>
    public required string Language { get; init; }

    /// <summary>SHA-256 of the key in lower-case hexadecimal.</summary>
    public required string KeyHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a program last asked, to the day.</summary>
    public DateOnly? LastUsedOn { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static (string Key, CalendarFeed Feed) Open(
        Guid userId,
        Guid organisationId,
        string name,
        string language,
        DateTimeOffset at
    )
    {
        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (
            key,
            new CalendarFeed
            {
                UserId = userId,
                OrganisationId = organisationId,
                Name = name,
                Language = language,
                KeyHash = HashOf(key),
                CreatedAt = at,
            }
        );
    }

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;

    public void Use(DateOnly today) => LastUsedOn = today;
}
