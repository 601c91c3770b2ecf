using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using IopRegistry.Notifications;

namespace IopRegistry.Api.Messaging;

/// <summary>What became of a mail at the server.</summary>
/// <param name="Error">Null when it was taken; otherwise the reply's code.</param>
/// <param name="ForGood">The server will never take it.</param>
/// <param name="ServerDown">It is not about this mail: no other would be taken either.</param>
internal sealed record PostOutcome(string? Error, bool ForGood = false, bool ServerDown = false);

/// <summary>
/// Hands mails to the configured SMTP server over one connection. The framework's own client: it speaks what a relay of
/// one's own needs (STARTTLS, sign-in, UTF-8 parts), and nothing else that could be restored here does more.
/// </summary>
internal sealed class SmtpPost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MailSettings _settings;
    private readonly SmtpClient _client;

    public SmtpPost(MailSettings settings)
    {
        _settings = settings;
        _client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Tls,
            Credentials = settings.User is { Length: > 0 } user ? new NetworkCredential(user, settings.Password) : null,
        };
    }

    public async Task<PostOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var message = Write(mail);
            await _client.SendMailAsync(message, patience.Token);
            return new(null);
        }
        catch (SmtpFailedRecipientException refused)
        {
            return new(Code(refused.StatusCode), ForGood: (int)refused.StatusCode >= 500);
        }
        catch (SmtpException refused)
        {
            return (int)refused.StatusCode switch
            {
                450 or 451 or 452 => new(Code(refused.StatusCode)),
                552 or 554 => new(Code(refused.StatusCode), ForGood: true),
                _ => new(Code(refused.StatusCode), ServerDown: true),
            };
        }
        catch (FormatException)
        {
            return new("address-not-possible", ForGood: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("timeout", ServerDown: true);
        }
    }

    public void Dispose() => _client.Dispose();

    private MailMessage Write(Mail mail)
    {
        var message = new MailMessage
        {
            From = _settings.From,
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.Address));
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{_settings.From.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.UnsubscribeAddress is { } address)
        {
            message.Headers.Add("List-Unsubscribe", $"<{address}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.AlternateViews.Add(Part(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Part(mail.Html, MediaTypeNames.Text.Html)); // last: the one that is preferred
        return message;
    }

    private static AlternateView Part(string text, string type)
    {
        var part = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        part.TransferEncoding = TransferEncoding.QuotedPrintable;
        return part;
    }

    private static string Code(SmtpStatusCode code) =>
        code == SmtpStatusCode.GeneralFailure ? "no-connection" : $"smtp-{(int)code}";
}
