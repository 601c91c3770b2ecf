using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Importing;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Calendars;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.Jobs;
using IopRegistry.Notifications;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using IopRegistry.Trail;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IopRegistry.Persistence;

/// <summary>One model for both databases. What differs between them lives in the two provider projects.</summary>
public sealed class IopDbContext(DbContextOptions<IopDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<ExternalLogin> ExternalLogins => Set<ExternalLogin>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<MachineClient> MachineClients => Set<MachineClient>();

    public DbSet<MachineSecret> MachineSecrets => Set<MachineSecret>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Mandate> Mandates => Set<Mandate>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<BoardMeeting> BoardMeetings => Set<BoardMeeting>();

    public DbSet<Agreement> Agreements => Set<Agreement>();

    public DbSet<AgreementParty> AgreementParties => Set<AgreementParty>();

    public DbSet<AgreementVersion> AgreementVersions => Set<AgreementVersion>();

    public DbSet<AgreementStep> AgreementSteps => Set<AgreementStep>();

    public DbSet<AgreementImport> AgreementImports => Set<AgreementImport>();

    public DbSet<CriteriaSet> CriteriaSets => Set<CriteriaSet>();

    public DbSet<Flag> Flags => Set<Flag>();

    public DbSet<RenewalDossier> RenewalDossiers => Set<RenewalDossier>();

    public DbSet<PlanRequest> PlanRequests => Set<PlanRequest>();

    public DbSet<FlagEscalation> FlagEscalations => Set<FlagEscalation>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<Mail> Mails => Set<Mail>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<RateReport> RateReports => Set<RateReport>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<PublicAgreement> PublicAgreements => Set<PublicAgreement>();

    public DbSet<PublicAgreementKey> PublicAgreementKeys => Set<PublicAgreementKey>();

    public DbSet<ReferenceCounter> ReferenceCounters => Set<ReferenceCounter>();

    public DbSet<TrailEntry> TrailEntries => Set<TrailEntry>();

    public DbSet<TrailHead> TrailHeads => Set<TrailHead>();

    private readonly List<TrailRecord> _told = [];

    /// <summary>
    /// For what is to be in the trail and changes nothing, such as a refusal. What changes an agreement is told by itself.
    /// </summary>
    public void AppendToTrail(TrailRecord record) => _told.Add(record);

    /// <summary>What is written with every change is written below; only data protection saves without waiting, its keys.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangeTracker.Entries().All(entry => entry is { Entity: DataProtectionKey } or { State: EntityState.Unchanged })
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new NotSupportedException("Use SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        AgreementUpkeep.BeforeSave(this);
        UserUpkeep.BeforeSave(this);
        await OrganisationUpkeep.BeforeSaveAsync(this, cancellationToken);
        await PublicationUpkeep.BeforeSaveAsync(this, cancellationToken);
        var trail = TrailUpkeep.Of(this, [.. _told]);
        _told.Clear();
        return trail is null
            ? await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : await trail.SaveAsync(
                this,
                token => base.SaveChangesAsync(acceptAllChangesOnSuccess, token),
                cancellationToken
            );
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IopDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            var table = SnakeCase.Of(entity.GetTableName()!);
            entity.FindPrimaryKey()?.SetName($"pk_{table}"); // the same on both databases, as the names of indexes are
            foreach (var foreignKey in entity.GetForeignKeys())
            {
                var columns = foreignKey.Properties.Select(property => SnakeCase.Of(property.Name));
                foreignKey.SetConstraintName($"fk_{table}_{string.Join('_', columns)}");
                // SQL Server refuses multiple cascade paths, and nothing here is ever deleted by accident.
                foreignKey.DeleteBehavior = foreignKey.IsOwnership ? DeleteBehavior.Cascade : DeleteBehavior.Restrict;
            }
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<decimal>().HavePrecision(19, 2);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(
            value => value.ToUniversalTime(),
            value => value.ToUniversalTime()
        );
}
