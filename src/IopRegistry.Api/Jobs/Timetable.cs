using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Jobs;

/// <summary>A task with its name in the job store, when it runs in Swedish time, and what it does, for operators.</summary>
internal sealed record TimetableEntry(string Name, string Cron, LocalText Does, Action<IServiceCollection> Register);

/// <summary>Every scheduled task. A new one is a class and a line here.</summary>
internal static class Timetable
{
    public static IReadOnlyList<TimetableEntry> Tasks { get; } =
    [
        // Every hour, so that a node that was down at midnight is never more than an hour behind.
        Of<AdvanceAgreements>(
            AdvanceAgreements.Name,
            "0 5 * * * ?",
            new(
                "Startar, förlänger, ändrar och avslutar avtal efter kalendern.",
                "Starts, extends, amends and ends agreements by the calendar."
            )
        ),
        // Every minute, so that what has changed is watched at once; it costs three look-ups when nothing is due.
        Of<WatchDates>(
            WatchDates.Name,
            "20 * * * * ?",
            new(
                "Räknar ut, väcker, stänger och för upp bevakningar och öppnar förnyelseakter.",
                "Works out, raises, closes and escalates flags, and opens renewal dossiers."
            )
        ),
        // The outbox after the flags, and the mail after the outbox, so that what is due in the morning is there in the morning.
        Of<DispatchOutbox>(
            DispatchOutbox.Name,
            "30 * * * * ?",
            new(
                "För vidare vad som har hänt till personer och mottagare av webhooks.",
                "Takes what has happened to people and receivers of webhooks."
            )
        ),
        Of<SendMail>(SendMail.Name, "40 * * * * ?", new("Skriver och skickar e-post.", "Writes and sends e-mail.")),
        // Four times a minute: the first retry is promised after five seconds, and this is as near as the timetable comes.
        Of<DeliverWebhooks>(
            DeliverWebhooks.Name,
            "5/15 * * * * ?",
            new("Skickar webhooks och försöker igen.", "Sends webhooks and tries again.")
        ),
        Of<VerifyTrails>(
            VerifyTrails.Name,
            "0 20 2 * * ?",
            new(
                "Kontrollerar att ingen post i avtalens spår har ändrats eller tagits bort.",
                "Verifies that no entry of the agreements' trails has been changed or removed."
            )
        ),
        // Every hour: after an upgrade it has much to do, and otherwise two look-ups.
        Of<PublishAgreements>(
            PublishAgreements.Name,
            "0 25 * * * ?",
            new(
                "Skriver det i det offentliga registret som ingen ändring har skrivit.",
                "Writes what of the public register no change has written."
            )
        ),
        // Every hour, so that what is kept for a day is not kept for two; a handful of deletions by index.
        Of<ApplyRetention>(
            ApplyRetention.Name,
            "0 40 * * * ?",
            new(
                "Tar bort det som har sparats sin tid, efter gallringsreglerna.",
                "Takes away what has been kept its time, by the retention rules."
            )
        ),
    ];

    public static TimetableEntry? Find(string name) =>
        Tasks.FirstOrDefault(task => string.Equals(task.Name, name, StringComparison.Ordinal));

    private static TimetableEntry Of<TTask>(string name, string cron, LocalText does)
        where TTask : class, IScheduledTask =>
        new(name, cron, does, services => services.AddKeyedScoped<IScheduledTask, TTask>(name));
}
