using IopRegistry.Notifications;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Messaging;

/// <summary>
/// Writes mails about accounts, to be saved with what they are about and sent by the mail job. Nobody can stop them, and
/// nobody gets them where no mail server is configured.
/// </summary>
internal sealed class AccountMail(
    IopDbContext db,
    MailSettings settings,
    TimeProvider clock,
    IHostEnvironment environment
)
{
    public bool IsPossible => settings.IsConfigured;

    /// <summary>An address of this service as a reader of mail reaches it.</summary>
    public string AddressOf(string path) => $"{settings.PublicAddress}{Http.HttpSetup.BasePath}/{path}";

    public void Write(Guid recipientId, string address, Letter letter)
    {
        if (settings.IsConfigured)
        {
            var mail = Mail.Write(
                recipientId,
                address,
                letter.Subject,
                letter.Plain,
                letter.Html,
                unsubscribeAddress: null,
                clock.GetUtcNow()
            );
            db.Add(mail);
        }
        else if (environment.IsDevelopment())
        {
            Console.WriteLine($"No mail server is configured; to {address}:\n{letter.Plain}"); // on a developer's own screen
        }
    }
}
