using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>
/// Where what is stored about a user is found. A kind of record without a source of its own is found through another, which
/// <see cref="FoundThrough"/> names; a test demands one or the other of every kind.
/// </summary>
internal static class PersonalDataSources
{
    public static IReadOnlyList<PersonalDataSource> All { get; } =
    [
        new PersonalDataSource<IopRegistry.Identity.User>(
            (db, id) => db.Users.Where(user => user.Id == id).OrderBy(user => user.Id),
            user =>
                [
                    ("name", user.Name),
                    ("email", user.Email),
                    ("language", user.Language),
                    .. user.Memberships.Select(
                        (m, i) =>
                            (
                                $"membership{i + 1}",
                                (object?)
                                    $"{m.OrganisationId} {m.ValidFrom:yyyy-MM-dd}–{m.ValidTo:yyyy-MM-dd} {string.Join(", ", m.Roles)}"
                            )
                    ),
                    .. user.MailChoices.Select(choice => ($"mail{choice.Kind}", (object?)choice.Frequency)),
                ]
        )
        {
            Code = "profile",
        },
        new PersonalDataSource<IopRegistry.Identity.Account>(
            (db, id) => db.Accounts.Where(account => account.Id == id).OrderBy(account => account.Id),
            account =>
                [
                    ("email", account.Email),
                    ("emailConfirmed", account.EmailConfirmed),
                    ("hasPassword", account.PasswordHash is not null),
                    ("twoFactorEnabled", account.TwoFactorEnabled),
                    ("recoveryCodesLeft", account.RecoveryCodes.Count),
                    ("createdAt", account.CreatedAt),
                ]
        )
        {
            Code = "account",
        },
        new PersonalDataSource<IopRegistry.Identity.Passkey>(
            (db, id) =>
                db.Passkeys.Where(key => key.AccountId == id).OrderBy(key => key.CreatedAt).ThenBy(key => key.Id),
            key => [("name", key.Name), ("createdAt", key.CreatedAt), ("lastUsedAt", key.LastUsedAt)]
        )
        {
            Code = "passkeys",
        },
        new PersonalDataSource<IopRegistry.Identity.ExternalLogin>(
            (db, id) =>
                db
                    .ExternalLogins.Where(login => login.AccountId == id)
                    .OrderBy(login => login.Provider)
                    .ThenBy(login => login.Subject),
            login => [("provider", login.Provider), ("subject", login.Subject), ("createdAt", login.CreatedAt)]
        )
        {
            Code = "external-logins",
        },
        new PersonalDataSource<IopRegistry.Identity.Session>(
            (db, id) => db.Sessions.Where(s => s.UserId == id).OrderByDescending(s => s.StartedAt).ThenBy(s => s.Id),
            session =>
                [
                    ("organisationId", session.OrganisationId),
                    ("method", session.Method),
                    ("client", session.Client),
                    ("startedAt", session.StartedAt),
                    ("lastUsedAt", session.LastUsedAt),
                    ("endedAt", session.EndedAt),
                ]
        )
        {
            Code = "sessions",
        },
        new PersonalDataSource<IopRegistry.Identity.AccessToken>(
            (db, id) =>
                db.AccessTokens.Where(t => t.UserId == id).OrderByDescending(t => t.IssuedAt).ThenBy(t => t.Hash),
            token =>
                [
                    ("organisationId", token.OrganisationId),
                    ("issuedAt", token.IssuedAt),
                    ("expiresAt", token.ExpiresAt),
                    ("revokedAt", token.RevokedAt),
                ]
        )
        {
            Code = "access-tokens",
        },
        new PersonalDataSource<IopRegistry.Notifications.Notification>(
            (db, id) =>
                db.Notifications.Where(n => n.RecipientId == id).OrderByDescending(n => n.OccurredAt).ThenBy(n => n.Id),
            notification =>
                [
                    ("type", notification.Type),
                    ("organisationId", notification.OrganisationId),
                    ("occurredAt", notification.OccurredAt),
                    ("readAt", notification.ReadAt),
                ]
        )
        {
            Code = "notifications",
        },
        new PersonalDataSource<IopRegistry.Notifications.Mail>(
            (db, id) => db.Mails.Where(m => m.RecipientId == id).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id),
            mail =>
                [
                    ("address", mail.Address),
                    ("subject", mail.Subject),
                    ("state", mail.State),
                    ("createdAt", mail.CreatedAt),
                    ("sentAt", mail.SentAt),
                ]
        )
        {
            Code = "mails",
        },
        new PersonalDataSource<IopRegistry.Calendars.CalendarFeed>(
            (db, id) =>
                db.CalendarFeeds.Where(f => f.UserId == id).OrderByDescending(f => f.CreatedAt).ThenBy(f => f.Id),
            feed =>
                [
                    ("name", feed.Name),
                    ("organisationId", feed.OrganisationId),
                    ("createdAt", feed.CreatedAt),
                    (
                        "lastUsedOn",
                        feed.LastUsedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                    ),
                    ("revokedAt", feed.RevokedAt),
                ]
        )
        {
            Code = "calendar-feeds",
        },
        new PersonalDataSource<IopRegistry.Identity.Invitation>(
            (db, id) =>
                db
                    .Invitations.Where(i => i.AcceptedByUserId == id || i.InvitedByUserId == id)
                    .OrderByDescending(i => i.InvitedAt)
                    .ThenBy(i => i.Id),
            invitation =>
                [
                    ("organisationId", invitation.OrganisationId),
                    ("invitedByUserId", invitation.InvitedByUserId),
                    ("invitedAt", invitation.InvitedAt),
                    ("acceptedAt", invitation.AcceptedAt),
                    ("acceptedByUserId", invitation.AcceptedByUserId),
                ]
        )
        {
            Code = "invitations",
        },
        new PersonalDataSource<IdempotencyRecord>(
            (db, id) =>
                db
                    .IdempotencyRecords.Where(r => r.UserId == id)
                    .OrderBy(r => r.ExpiresAt)
                    .ThenBy(r => r.OrganisationId)
                    .ThenBy(r => r.Key),
            record => [("key", record.Key), ("statusCode", record.StatusCode), ("expiresAt", record.ExpiresAt)]
        )
        {
            Code = "kept-answers",
        },
        new PersonalDataSource<IopRegistry.Agreements.AgreementStep>(
            (db, id) =>
                db.AgreementSteps.Where(s => s.UserId == id).OrderBy(s => s.AgreementId).ThenBy(s => s.Sequence),
            step =>
                [
                    ("agreementId", step.AgreementId),
                    ("sequence", step.Sequence),
                    ("action", step.Action),
                    ("organisationId", step.OrganisationId),
                    ("occurredAt", step.OccurredAt),
                    ("reason", step.Reason),
                ]
        )
        {
            Code = "timeline",
        },
        new PersonalDataSource<IopRegistry.Trail.TrailEntry>(
            (db, id) => db.TrailEntries.Where(e => e.UserId == id).OrderBy(e => e.AgreementId).ThenBy(e => e.Number),
            entry =>
                [
                    ("agreementId", entry.AgreementId),
                    ("number", entry.Number),
                    ("action", entry.Action),
                    ("outcome", entry.Outcome),
                    ("roles", entry.Roles),
                    ("organisationId", entry.OrganisationId),
                    ("occurredAt", entry.OccurredAt),
                    ("client", entry.Client),
                ]
        )
        {
            Code = "trail",
        },
        new PersonalDataSource<IopRegistry.Agreements.Importing.AgreementImport>(
            (db, id) => db.AgreementImports.Where(i => i.UserId == id).OrderBy(i => i.Id),
            import =>
                [
                    ("importId", import.Id),
                    ("organisationId", import.OrganisationId),
                    ("importedAt", import.ImportedAt),
                    ("created", import.Created),
                    ("updated", import.Updated),
                ]
        )
        {
            Code = "operations",
        },
    ];

    /// <summary>Kinds about persons who need not be users: found in the agreement or the organisation that names them.</summary>
    public static IReadOnlyDictionary<string, string> FoundThrough { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["signatures"] = "agreements",
            ["contacts"] = "organisations",
        };
}
