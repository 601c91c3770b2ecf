using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace IopRegistry.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccessTokens",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IssuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RevokedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_tokens", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "AgreementImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ImportedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Format = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DryRun = table.Column<bool>(type: "bit", nullable: false),
                    Created = table.Column<int>(type: "int", nullable: false),
                    Updated = table.Column<int>(type: "int", nullable: false),
                    Unchanged = table.Column<int>(type: "int", nullable: false),
                    Refused = table.Column<int>(type: "int", nullable: false),
                    Report = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_imports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Agreements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    IsFramework = table.Column<bool>(type: "bit", nullable: false),
                    FrameworkId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    InitiatingSide = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Term = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Parties = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EndedReason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    StateSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ContentsVersion = table.Column<int>(type: "int", nullable: false),
                    LatestVersion = table.Column<int>(type: "int", nullable: false),
                    ContentHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ContentsSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Missing = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Figures = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Outlook = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Handling = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Assessment = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Closing = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Round = table.Column<int>(type: "int", nullable: false),
                    Confirmations = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Decisions = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Signatures = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Notices = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Dialogues = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Termination = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Extensions = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Amendments = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ChainBefore = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Successor = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Waiting = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SearchKey = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_BIN2"),
                    StartsOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EndsOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClockDueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ImportedForOrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ExternalKey = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CriteriaSets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Criteria = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_criteria_sets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyRecords",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_BIN2"),
                    Fingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ClaimId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    StatusCode = table.Column<int>(type: "int", nullable: true),
                    Location = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ETag = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ContentType = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Body = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.UserId, x.OrganisationId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Job = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Node = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Trigger = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RequestedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ScheduledFor = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Late = table.Column<bool>(type: "bit", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Counts = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    DidSomething = table.Column<bool>(type: "bit", nullable: false),
                    Failure = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecipientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Html = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    UnsubscribeAddress = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastError = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ClaimId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Attempts = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Data = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Organisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SortKey = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_BIN2"),
                    OrganisationNumber = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Side = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    LegalForm = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "nvarchar(4)", maxLength: 4, nullable: true),
                    StewardId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FormerNames = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Units = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Contacts = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SigningRights = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    UmbrellaMemberships = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    IdeburenRegistration = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    UndertakingGroup = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    OwnRenewalSettings = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ToldUntil = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PlanRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReferenceCounters",
                columns: table => new
                {
                    Year = table.Column<int>(type: "int", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_counters", x => x.Year);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Memberships = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Language = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    MailChoices = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    UnsubscribeToken = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WebhookEndpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Url = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Types = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Secrets = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    QuietUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgreementParties",
                columns: table => new
                {
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PartyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Side = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    BoardId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "nvarchar(4)", maxLength: 4, nullable: true),
                    IsFirst = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IsWaitedFor = table.Column<bool>(type: "bit", nullable: false),
                    IsContinued = table.Column<bool>(type: "bit", nullable: false),
                    GapDays = table.Column<int>(type: "int", nullable: true),
                    OneYearLinks = table.Column<int>(type: "int", nullable: false),
                    DaysDecidedLate = table.Column<int>(type: "int", nullable: false),
                    WaitingSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    PublicCashPerYear = table.Column<decimal>(type: "decimal(19,2)", precision: 19, scale: 2, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_parties", x => new { x.AgreementId, x.PartyId });
                    table.ForeignKey(
                        name: "fk_agreement_parties_agreement_id",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgreementSteps",
                columns: table => new
                {
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FromState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ToState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EndedReason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PartyId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ContentsVersion = table.Column<int>(type: "int", nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Late = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_steps", x => new { x.AgreementId, x.Sequence });
                    table.ForeignKey(
                        name: "fk_agreement_steps_agreement_id",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgreementVersions",
                columns: table => new
                {
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Contents = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Parties = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ContentHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ChangedParts = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    CreatedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedForOrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AmendmentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_versions", x => new { x.AgreementId, x.Number });
                    table.ForeignKey(
                        name: "fk_agreement_versions_agreement_id",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Flags",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    TargetDate = table.Column<DateOnly>(type: "date", nullable: false),
                    PartyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Stage = table.Column<int>(type: "int", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ClosesOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Severity = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Inputs = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RaisedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    RaisedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RunId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    PublicAcknowledgement = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    CivilAcknowledgement = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    EscalationDays = table.Column<int>(type: "int", nullable: false),
                    EscalationLevel = table.Column<int>(type: "int", nullable: false),
                    EscalatesOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flags", x => x.Id);
                    table.ForeignKey(
                        name: "fk_flags_agreement_id",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RenewalDossiers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    End = table.Column<DateOnly>(type: "date", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Standpoints = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Checklist = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    EarlierOutcomes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Tasks = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_renewal_dossiers", x => x.Id);
                    table.ForeignKey(
                        name: "fk_renewal_dossiers_agreement_id",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Notifications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecipientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IsContact = table.Column<bool>(type: "bit", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    MailDueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    MailId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.Id);
                    table.ForeignKey(
                        name: "fk_notifications_message_id",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BoardMeetings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    SubmitBy = table.Column<DateOnly>(type: "date", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_meetings", x => x.Id);
                    table.ForeignKey(
                        name: "fk_board_meetings_organisation_id",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OrganisationSearchKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_search_keys", x => x.Id);
                    table.ForeignKey(
                        name: "fk_organisation_search_keys_organisation_id",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    KeyHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    LastUsedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RevokedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => x.Id);
                    table.ForeignKey(
                        name: "fk_calendar_feeds_user_id",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OrganisationUsers",
                columns: table => new
                {
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_users", x => new { x.OrganisationId, x.UserId });
                    table.ForeignKey(
                        name: "fk_organisation_users_user_id",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EndpointId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DeliveredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastStatus = table.Column<int>(type: "int", nullable: true),
                    LastError = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    AttemptsBefore = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ClaimId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Attempts = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_endpoint_id",
                        column: x => x.EndpointId,
                        principalTable: "WebhookEndpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_message_id",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagEscalations",
                columns: table => new
                {
                    FlagId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Level = table.Column<int>(type: "int", nullable: false),
                    Side = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AgreementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flag_escalations", x => new { x.FlagId, x.Level, x.Side });
                    table.ForeignKey(
                        name: "fk_flag_escalations_flag_id",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookAttempts",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: true),
                    Milliseconds = table.Column<int>(type: "int", nullable: false),
                    Error = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.DeliveryId, x.Number });
                    table.ForeignKey(
                        name: "fk_webhook_attempts_delivery_id",
                        column: x => x.DeliveryId,
                        principalTable: "WebhookDeliveries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "ReferenceCounters",
                columns: new[] { "Year", "Last" },
                values: new object[,]
                {
                    { 2020, 0L },
                    { 2021, 0L },
                    { 2022, 0L },
                    { 2023, 0L },
                    { 2024, 0L },
                    { 2025, 0L },
                    { 2026, 0L },
                    { 2027, 0L },
                    { 2028, 0L },
                    { 2029, 0L },
                    { 2030, 0L },
                    { 2031, 0L },
                    { 2032, 0L },
                    { 2033, 0L },
                    { 2034, 0L },
                    { 2035, 0L },
                    { 2036, 0L },
                    { 2037, 0L },
                    { 2038, 0L },
                    { 2039, 0L },
                    { 2040, 0L },
                    { 2041, 0L },
                    { 2042, 0L },
                    { 2043, 0L },
                    { 2044, 0L },
                    { 2045, 0L },
                    { 2046, 0L },
                    { 2047, 0L },
                    { 2048, 0L },
                    { 2049, 0L },
                    { 2050, 0L },
                    { 2051, 0L },
                    { 2052, 0L },
                    { 2053, 0L },
                    { 2054, 0L },
                    { 2055, 0L },
                    { 2056, 0L },
                    { 2057, 0L },
                    { 2058, 0L },
                    { 2059, 0L },
                    { 2060, 0L },
                    { 2061, 0L },
                    { 2062, 0L },
                    { 2063, 0L },
                    { 2064, 0L },
                    { 2065, 0L },
                    { 2066, 0L },
                    { 2067, 0L },
                    { 2068, 0L },
                    { 2069, 0L },
                    { 2070, 0L },
                    { 2071, 0L },
                    { 2072, 0L },
                    { 2073, 0L },
                    { 2074, 0L },
                    { 2075, 0L },
                    { 2076, 0L },
                    { 2077, 0L },
                    { 2078, 0L },
                    { 2079, 0L },
                    { 2080, 0L },
                    { 2081, 0L },
                    { 2082, 0L },
                    { 2083, 0L },
                    { 2084, 0L },
                    { 2085, 0L },
                    { 2086, 0L },
                    { 2087, 0L },
                    { 2088, 0L },
                    { 2089, 0L },
                    { 2090, 0L },
                    { 2091, 0L },
                    { 2092, 0L },
                    { 2093, 0L },
                    { 2094, 0L },
                    { 2095, 0L },
                    { 2096, 0L },
                    { 2097, 0L },
                    { 2098, 0L },
                    { 2099, 0L },
                    { 2100, 0L },
                    { 2101, 0L },
                    { 2102, 0L },
                    { 2103, 0L },
                    { 2104, 0L },
                    { 2105, 0L },
                    { 2106, 0L },
                    { 2107, 0L },
                    { 2108, 0L },
                    { 2109, 0L },
                    { 2110, 0L },
                    { 2111, 0L },
                    { 2112, 0L },
                    { 2113, 0L },
                    { 2114, 0L },
                    { 2115, 0L },
                    { 2116, 0L },
                    { 2117, 0L },
                    { 2118, 0L },
                    { 2119, 0L },
                    { 2120, 0L }
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_tokens_user",
                table: "AccessTokens",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_imports_organisation",
                table: "AgreementImports",
                columns: new[] { "OrganisationId", "ImportedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_parties_end",
                table: "AgreementParties",
                columns: new[] { "OrganisationId", "IsFirst", "EndsOn", "AgreementId" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_parties_state_end",
                table: "AgreementParties",
                columns: new[] { "OrganisationId", "IsFirst", "State", "EndsOn", "AgreementId" })
                .Annotation("SqlServer:Include", new[] { "IsWaitedFor", "IsContinued", "GapDays", "OneYearLinks", "DaysDecidedLate", "WaitingSince", "PublicCashPerYear" });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_clock_due",
                table: "Agreements",
                column: "ClockDueOn");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_framework",
                table: "Agreements",
                column: "FrameworkId");

            migrationBuilder.CreateIndex(
                name: "ux_agreements_external_key",
                table: "Agreements",
                columns: new[] { "ImportedForOrganisationId", "ExternalKey" },
                unique: true,
                filter: "[ImportedForOrganisationId] IS NOT NULL AND [ExternalKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_agreements_reference",
                table: "Agreements",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_board_meetings_date",
                table: "BoardMeetings",
                columns: new[] { "OrganisationId", "Date", "Id" });

            migrationBuilder.CreateIndex(
                name: "ux_board_meetings_day",
                table: "BoardMeetings",
                columns: new[] { "UnitId", "Date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_key",
                table: "CalendarFeeds",
                column: "KeyHash");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_user",
                table: "CalendarFeeds",
                columns: new[] { "UserId", "OrganisationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "ux_criteria_sets_organisation",
                table: "CriteriaSets",
                column: "OrganisationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_flag_escalations_run",
                table: "FlagEscalations",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "ix_flags_closes",
                table: "Flags",
                columns: new[] { "State", "ClosesOn" });

            migrationBuilder.CreateIndex(
                name: "ix_flags_due",
                table: "Flags",
                columns: new[] { "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "ix_flags_escalates",
                table: "Flags",
                column: "EscalatesOn");

            migrationBuilder.CreateIndex(
                name: "ix_flags_run",
                table: "Flags",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "ux_flags_once",
                table: "Flags",
                columns: new[] { "AgreementId", "Kind", "TargetDate", "PartyId", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_expires",
                table: "IdempotencyRecords",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_age",
                table: "JobRuns",
                columns: new[] { "DidSomething", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_started",
                table: "JobRuns",
                columns: new[] { "Job", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_state",
                table: "JobRuns",
                columns: new[] { "Job", "State", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_created",
                table: "Mails",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "ix_mails_next_attempt",
                table: "Mails",
                column: "NextAttemptAt");

            migrationBuilder.CreateIndex(
                name: "ix_messages_occurred",
                table: "Messages",
                column: "OccurredAt");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_list",
                table: "Notifications",
                columns: new[] { "RecipientId", "OrganisationId", "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_mail_due",
                table: "Notifications",
                columns: new[] { "MailId", "MailDueAt", "RecipientId" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_unread",
                table: "Notifications",
                columns: new[] { "RecipientId", "OrganisationId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "ux_notifications_once",
                table: "Notifications",
                columns: new[] { "MessageId", "RecipientId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisations_form",
                table: "Organisations",
                columns: new[] { "LegalForm", "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_municipality",
                table: "Organisations",
                columns: new[] { "MunicipalityCode", "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_number",
                table: "Organisations",
                column: "OrganisationNumber",
                unique: true,
                filter: "[OrganisationNumber] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_side",
                table: "Organisations",
                columns: new[] { "Side", "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_sort",
                table: "Organisations",
                columns: new[] { "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_search_keys_key",
                table: "OrganisationSearchKeys",
                columns: new[] { "Key", "OrganisationId" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_search_keys_of",
                table: "OrganisationSearchKeys",
                columns: new[] { "OrganisationId", "Key" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_users_user",
                table: "OrganisationUsers",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_order",
                table: "OutboxMessages",
                columns: new[] { "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ux_renewal_dossiers_once",
                table: "RenewalDossiers",
                columns: new[] { "AgreementId", "End" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_unsubscribe",
                table: "Users",
                column: "UnsubscribeToken");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due",
                table: "WebhookDeliveries",
                columns: new[] { "NextAttemptAt", "EndpointId" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_log",
                table: "WebhookDeliveries",
                columns: new[] { "EndpointId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_state",
                table: "WebhookDeliveries",
                columns: new[] { "EndpointId", "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "ux_webhook_deliveries_once",
                table: "WebhookDeliveries",
                columns: new[] { "MessageId", "EndpointId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_endpoints_organisation",
                table: "WebhookEndpoints",
                columns: new[] { "OrganisationId", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessTokens");

            migrationBuilder.DropTable(
                name: "AgreementImports");

            migrationBuilder.DropTable(
                name: "AgreementParties");

            migrationBuilder.DropTable(
                name: "AgreementSteps");

            migrationBuilder.DropTable(
                name: "AgreementVersions");

            migrationBuilder.DropTable(
                name: "BoardMeetings");

            migrationBuilder.DropTable(
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "CriteriaSets");

            migrationBuilder.DropTable(
                name: "FlagEscalations");

            migrationBuilder.DropTable(
                name: "IdempotencyRecords");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "Mails");

            migrationBuilder.DropTable(
                name: "Notifications");

            migrationBuilder.DropTable(
                name: "OrganisationSearchKeys");

            migrationBuilder.DropTable(
                name: "OrganisationUsers");

            migrationBuilder.DropTable(
                name: "OutboxMessages");

            migrationBuilder.DropTable(
                name: "PlanRequests");

            migrationBuilder.DropTable(
                name: "ReferenceCounters");

            migrationBuilder.DropTable(
                name: "RenewalDossiers");

            migrationBuilder.DropTable(
                name: "WebhookAttempts");

            migrationBuilder.DropTable(
                name: "Flags");

            migrationBuilder.DropTable(
                name: "Organisations");

            migrationBuilder.DropTable(
                name: "Users");

            migrationBuilder.DropTable(
                name: "WebhookDeliveries");

            migrationBuilder.DropTable(
                name: "Agreements");

            migrationBuilder.DropTable(
                name: "WebhookEndpoints");

            migrationBuilder.DropTable(
                name: "Messages");
        }
    }
}
