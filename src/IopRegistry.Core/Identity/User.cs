using System.Net.Mail;
using System.Security.Cryptography;
using IopRegistry.Notifications;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

public sealed record UserAdded(Guid UserId, DateTimeOffset OccurredAt) : IDomainEvent;

public sealed record UserChanged(Guid UserId, DateTimeOffset OccurredAt) : IDomainEvent;

/// <summary>A person who may sign in. Acts for one organisation at a time, chosen when the token is issued.</summary>
public sealed partial class User : AggregateRoot
{
    public const int NameMaxLength = 200;
    public const int EmailMaxLength = 254;
    public const string DefaultLanguage = "sv";

    /// <summary>The name of whoever has left.</summary>
    public const string FormerUser = "F.d. användare";

    private User() { }

    public string Name { get; private set; } = "";

    /// <summary>Where messages are sent; null for whoever wants none, or has not said.</summary>
    public string? Email { get; private set; }

    /// <summary>sv or en: the language of what is sent without being asked for.</summary>
    public string Language { get; private set; } = DefaultLanguage;

    /// <summary>What the user has chosen; kinds that are not here come as often as is standard.</summary>
    public IReadOnlyList<MailChoice> MailChoices { get; private set; } = [];

    /// <summary>
    /// Part of the address that stops e-mail without signing in. Kept as it is, because every mail repeats it and all that
    /// it can do is to stop e-mail; replaced when the user asks for it.
    /// </summary>
    public string? UnsubscribeToken { get; private set; }

    /// <summary>When the person was taken out of it; see <see cref="Anonymise"/>.</summary>
    public DateTimeOffset? AnonymisedAt { get; private set; }

    public static User Add(string name, Membership membership, DateTimeOffset at)
    {
        var user = new User { Name = name, Memberships = [membership] };
        user.Raise(new UserAdded(user.Id, at));
        return user;
    }

    /// <summary>An address that mail can be sent to, and nothing but the address.</summary>
    public static bool IsEmail(string text) =>
        text.Length <= EmailMaxLength
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailAddress.TryCreate(text, out var address)
        && string.Equals(address.Address, text, StringComparison.Ordinal)
        && address.Host.Contains('.', StringComparison.Ordinal);

    public MailFrequency FrequencyOf(NotificationKind kind) =>
        MailChoices.FirstOrDefault(choice => choice.Kind == kind)?.Frequency ?? NotificationKinds.StandardOf(kind);

    public void ChangeProfile(string? email, string language, DateTimeOffset at)
    {
        Require(email is null || IsEmail(email), UserRules.EmailInvalid);
        Require(language is "sv" or "en", UserRules.LanguageUnknown);
        if ((email, language) == (Email, Language))
        {
            return;
        }

        (Email, Language) = (email, language);
        Raise(new UserChanged(Id, at));
    }

    /// <summary>Kinds that are not named stay as they were.</summary>
    public void ChooseMail(IReadOnlyList<MailChoice> choices, DateTimeOffset at)
    {
        var chosen = MailChoices.ToDictionary(choice => choice.Kind);
        HashSet<NotificationKind> named = [];
        for (var i = 0; i < choices.Count; i++)
        {
            Require(named.Add(choices[i].Kind), NotificationRules.KindTwice(i));
            Require(
                choices[i].Frequency == MailFrequency.Immediate || NotificationKinds.MayBeOff(choices[i].Kind),
                NotificationRules.MayNotBeOff(i)
            );
            chosen[choices[i].Kind] = choices[i];
        }

        List<MailChoice> after = [.. chosen.Values.OrderBy(choice => choice.Kind)];
        if (after.SequenceEqual(MailChoices))
        {
            return;
        }

        MailChoices = after;
        Raise(new UserChanged(Id, at));
    }

    /// <summary>No more e-mail, but for what nobody may switch off.</summary>
    public void Unsubscribe(DateTimeOffset at) =>
        ChooseMail(
            [
                .. Enum.GetValues<NotificationKind>()
                    .Where(NotificationKinds.MayBeOff)
                    .Select(kind => new MailChoice(kind, MailFrequency.Off)),
            ],
            at
        );

    /// <summary>Made when the first mail needs it; no change that anybody sees.</summary>
    public string TakeUnsubscribeToken() => UnsubscribeToken ??= NewToken();

    /// <summary>The addresses of all mails so far stop working.</summary>
    public void ReplaceUnsubscribeToken(DateTimeOffset at)
    {
        UnsubscribeToken = NewToken();
        Raise(new UserChanged(Id, at));
    }

    /// <summary>
    /// Takes the person out of a user who has left: lists show a former user. The id and the memberships stay, because what
    /// the user did stands by role. Saying it again changes nothing.
    /// </summary>
    public void Anonymise(DateOnly today, DateTimeOffset at)
    {
        Require(Memberships.All(membership => membership.ValidTo < today), UserRules.StillMember);
        if (AnonymisedAt is not null)
        {
            return;
        }

        (Name, Email, UnsubscribeToken, MailChoices) = (FormerUser, null, null, []);
        Language = DefaultLanguage;
        AnonymisedAt = at;
        Raise(new UserChanged(Id, at));
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
