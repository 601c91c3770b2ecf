using IopRegistry.Jobs;
using IopRegistry.Notifications;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Retention;

/// <summary>Something that is never taken away, and why.</summary>
internal sealed record KeptRecord(string Code, LocalText What, LocalText Why);

/// <summary>How long everything is kept: the one list that the job, the dry run and the documentation read.</summary>
internal static class RetentionRules
{
    public const int MailDays = 30;
    public const int MessageDays = 365;
    public const int JobRunDays = 90;
    public const int IdleJobRunDays = 2;
    public const int SessionDays = 90;
    public const int InvitationDays = 90;
    public const int CalendarFeedDays = 365;

    /// <summary>After the last membership of a user has ended.</summary>
    public const int LeaverDays = 180;

    private static readonly LocalText AtOnce = new("Tas bort när tiden är ute.", "Deleted when its time is out.");

    /// <summary>What hangs on something goes before it, so that a run that is killed leaves nothing that points nowhere.</summary>
    public static IReadOnlyList<RetentionRule> All { get; } =
    [
        new DeletionRule<Persistence.IdempotencyRecord>(
            (db, now) => db.IdempotencyRecords.Where(record => record.ExpiresAt <= now)
        )
        {
            Code = "kept-answers",
            What = new("Sparade svar på Idempotency-Key", "Answers kept for an Idempotency-Key"),
            Keeps = new("Tas bort efter ett dygn.", "Deleted after a day."),
        },
        new DeletionRule<IopRegistry.Identity.SpentChallenge>(
            (db, now) => db.SpentChallenges.Where(challenge => challenge.ExpiresAt <= now)
        )
        {
            Code = "sign-in-questions",
            What = new("Besvarade inloggningsfrågor", "Answered questions of signing in"),
            Keeps = AtOnce,
        },
        new DeletionRule<IopRegistry.Identity.AccessToken>(
            (db, now) => db.AccessTokens.Where(token => token.ExpiresAt <= now)
        )
        {
            Code = "access-tokens",
            What = new("Åtkomsttoken", "Access tokens"),
            Keeps = AtOnce,
        },
        new DeletionRule<IopRegistry.Identity.RefreshToken>(
            (db, now) =>
                db.RefreshTokens.Where(token =>
                    token.ExpiresAt <= now
                    || db.Sessions.Any(s => s.Id == token.SessionId && s.ExpiresAt <= now.AddDays(-SessionDays))
                )
        )
        {
            Code = "refresh-tokens",
            What = new("Förnyelsetoken", "Refresh tokens"),
            Keeps = AtOnce,
        },
        new DeletionRule<IopRegistry.Identity.Session>(
            (db, now) => db.Sessions.Where(session => session.ExpiresAt <= now.AddDays(-SessionDays))
        )
        {
            Code = "sessions",
            What = new("Avslutade inloggningar", "Sessions that are over"),
            Keeps = new("Tas bort 90 dagar efter att de gick ut.", "Deleted 90 days after they expired."),
        },
        new DeletionRule<IopRegistry.Identity.Invitation>(
            (db, now) => db.Invitations.Where(invitation => invitation.ExpiresAt <= now.AddDays(-InvitationDays))
        )
        {
            Code = "invitations",
            What = new("Inbjudningar med namn och adress", "Invitations with name and address"),
            Keeps = new("Tas bort 90 dagar efter att de gick ut.", "Deleted 90 days after they expired."),
        },
        new DeletionRule<Persistence.RateReport>((db, now) => db.RateReports.Where(r => r.WrittenAt < now.AddDays(-1)))
        {
            Code = "rate-reports",
            What = new("Räkning av anrop från noder som inte finns mer", "Counts of calls by nodes that are gone"),
            Keeps = new("Tas bort efter ett dygn.", "Deleted after a day."),
        },
        new DeletionRule<Mail>(
            (db, now) =>
                db.Mails.Where(mail => mail.CreatedAt < now.AddDays(-MailDays) && mail.State != MailState.Waiting)
        )
        {
            Code = "mails",
            What = new("E-post med adress", "E-mail with its address"),
            Keeps = new(
                "Tas bort efter 30 dagar; det som ska skickas väntar kvar.",
                "Deleted after 30 days; what is still to be sent is kept."
            ),
        },
        new MessageRule
        {
            Code = "messages",
            What = new("Meddelanden, aviseringar och webhooks", "Messages, notifications and webhooks"),
            Keeps = new(
                "Tas bort efter ett år; det som en bevakning gällde står kvar i bevakningar och tidslinje.",
                "Deleted after a year; what a warning was about stays in the flags and the timeline."
            ),
        },
        new DeletionRule<Calendars.CalendarFeed>(
            (db, now) => db.CalendarFeeds.Where(feed => feed.RevokedAt < now.AddDays(-CalendarFeedDays))
        )
        {
            Code = "calendar-feeds",
            What = new("Återkallade kalenderadresser", "Revoked calendar addresses"),
            Keeps = new("Tas bort efter ett år.", "Deleted after a year."),
        },
        new DeletionRule<JobRun>(
            (db, now) =>
                db.JobRuns.Where(run =>
                    !run.DidSomething
                    && run.StartedAt < now.AddDays(-IdleJobRunDays)
                    && (run.StartedAt < now.AddDays(-JobRunDays) || run.State == JobRunState.Succeeded)
                )
        )
        {
            Code = "idle-job-runs",
            What = new("Körningar av jobb utan något att göra", "Runs of jobs with nothing to do"),
            Keeps = new(
                "Tas bort efter två dygn, misslyckade efter 90 dagar.",
                "Deleted after two days, failed ones after 90 days."
            ),
        },
        new DeletionRule<JobRun>(
            (db, now) => db.JobRuns.Where(run => run.DidSomething && run.StartedAt < now.AddDays(-JobRunDays))
        )
        {
            Code = "job-runs",
            What = new("Körningar av jobb", "Runs of jobs"),
            Keeps = new("Tas bort efter 90 dagar.", "Deleted after 90 days."),
        },
        new LeaverRule
        {
            Code = "leavers",
            What = new("Användare som har slutat", "Users who have left"),
            Keeps = new(
                "Namn, adress och inloggning tas bort 180 dagar efter det sista uppdraget; det de gjorde står kvar med roll.",
                "Name, address and sign-in are removed 180 days after the last membership; what they did stays, by role."
            ),
        },
    ];

    public static IReadOnlyList<KeptRecord> Kept { get; } =
    [
        new(
            "agreements",
            new("Avtal med versioner, tidslinje och förnyelseakter", "Agreements with versions, timeline and dossiers"),
            new(
                "Allmänna handlingar bevaras enligt arkivlagen (1990:782); avtalets parter behöver dem som bevis.",
                "Public documents are kept by the Archives Act (1990:782); the parties need them as evidence."
            )
        ),
        new(
            "trail",
            new("Spåret", "The trail"),
            new(
                "Visar vem som gjorde vad. En rad som togs bort skulle bryta kedjan; den som har slutat står med sin roll.",
                "Shows who did what. A row taken away would break the chain; whoever has left stands by role."
            )
        ),
        new(
            "organisations",
            new("Organisationer med kontakter och firmatecknare", "Organisations with contacts and signatories"),
            new(
                "Ett avtal måste kunna läsas med dem som företrädde parten då.",
                "An agreement must be readable with those who acted for the party then."
            )
        ),
        new(
            "flags",
            new("Bevakningar", "Flags"),
            new("Visar att någon fick veta i tid.", "Show that somebody was told in time.")
        ),
        new(
            "public-register",
            new("Det offentliga registret", "The public register"),
            new(
                "Följer avtalet; innehåller bara det som är offentligt.",
                "Follows the agreement; holds only what is public."
            )
        ),
        new(
            "imports",
            new("Rapporter om importer", "Reports of imports"),
            new("Visar varifrån ett avtals uppgifter kommer.", "Show where an agreement's data come from.")
        ),
    ];
}
