using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace IopRegistry.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_tokens",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_tokens", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "agreement_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "json", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    is_framework = table.Column<bool>(type: "boolean", nullable: false),
                    framework_id = table.Column<Guid>(type: "uuid", nullable: true),
                    initiating_side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    description = table.Column<string>(type: "json", nullable: false),
                    term = table.Column<string>(type: "json", nullable: false),
                    parties = table.Column<string>(type: "json", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ended_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    state_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    contents_version = table.Column<int>(type: "integer", nullable: false),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    contents_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    missing = table.Column<string>(type: "json", nullable: false),
                    figures = table.Column<string>(type: "json", nullable: false),
                    outlook = table.Column<string>(type: "json", nullable: false),
                    handling = table.Column<string>(type: "json", nullable: true),
                    assessment = table.Column<string>(type: "json", nullable: true),
                    closing = table.Column<string>(type: "json", nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    confirmations = table.Column<string>(type: "json", nullable: false),
                    decisions = table.Column<string>(type: "json", nullable: false),
                    signatures = table.Column<string>(type: "json", nullable: false),
                    notices = table.Column<string>(type: "json", nullable: false),
                    dialogues = table.Column<string>(type: "json", nullable: false),
                    termination = table.Column<string>(type: "json", nullable: true),
                    extensions = table.Column<string>(type: "json", nullable: false),
                    amendments = table.Column<string>(type: "json", nullable: false),
                    chain_before = table.Column<string>(type: "json", nullable: true),
                    successor = table.Column<string>(type: "json", nullable: true),
                    source = table.Column<string>(type: "json", nullable: true),
                    waiting = table.Column<string>(type: "json", nullable: false),
                    search_key = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    clock_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    imported_for_organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    external_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "criteria_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    criteria = table.Column<string>(type: "json", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_criteria_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    location = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    etag = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    content_type = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.user_id, x.organisation_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "job_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    node = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    trigger = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: true),
                    scheduled_for = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    counts = table.Column<string>(type: "json", nullable: false),
                    did_something = table.Column<bool>(type: "boolean", nullable: false),
                    failure = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false),
                    unsubscribe_address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    title = table.Column<string>(type: "json", nullable: false),
                    text = table.Column<string>(type: "json", nullable: false),
                    data = table.Column<string>(type: "json", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    organisation_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    legal_form = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    municipality_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    steward_id = table.Column<Guid>(type: "uuid", nullable: true),
                    former_names = table.Column<string>(type: "json", nullable: false),
                    units = table.Column<string>(type: "json", nullable: false),
                    contacts = table.Column<string>(type: "json", nullable: false),
                    signing_rights = table.Column<string>(type: "json", nullable: false),
                    umbrella_memberships = table.Column<string>(type: "json", nullable: false),
                    ideburen_registration = table.Column<string>(type: "json", nullable: true),
                    undertaking_group = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    own_renewal_settings = table.Column<string>(type: "json", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<string>(type: "json", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_until = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reference_counters",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_counters", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    memberships = table.Column<string>(type: "json", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    mail_choices = table.Column<string>(type: "json", nullable: false),
                    unsubscribe_token = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    types = table.Column<string>(type: "json", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    secrets = table.Column<string>(type: "json", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    quiet_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_parties",
                columns: table => new
                {
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    board_id = table.Column<Guid>(type: "uuid", nullable: true),
                    municipality_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    is_first = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    is_waited_for = table.Column<bool>(type: "boolean", nullable: false),
                    is_continued = table.Column<bool>(type: "boolean", nullable: false),
                    gap_days = table.Column<int>(type: "integer", nullable: true),
                    one_year_links = table.Column<int>(type: "integer", nullable: false),
                    days_decided_late = table.Column<int>(type: "integer", nullable: false),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    public_cash_per_year = table.Column<decimal>(type: "numeric(19,2)", precision: 19, scale: 2, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_parties", x => new { x.agreement_id, x.party_id });
                    table.ForeignKey(
                        name: "fk_agreement_parties_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreement_steps",
                columns: table => new
                {
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    to_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ended_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: true),
                    contents_version = table.Column<int>(type: "integer", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_steps", x => new { x.agreement_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_agreement_steps_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreement_versions",
                columns: table => new
                {
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    contents = table.Column<string>(type: "json", nullable: false),
                    parties = table.Column<string>(type: "json", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    changed_parts = table.Column<string>(type: "json", nullable: false),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_for_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amendment_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_versions", x => new { x.agreement_id, x.number });
                    table.ForeignKey(
                        name: "fk_agreement_versions_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "flags",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    target_date = table.Column<DateOnly>(type: "date", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: true),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    inputs = table.Column<string>(type: "json", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: true),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    public_acknowledgement = table.Column<string>(type: "json", nullable: true),
                    civil_acknowledgement = table.Column<string>(type: "json", nullable: true),
                    escalation_days = table.Column<int>(type: "integer", nullable: false),
                    escalation_level = table.Column<int>(type: "integer", nullable: false),
                    escalates_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flags", x => x.id);
                    table.ForeignKey(
                        name: "fk_flags_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "renewal_dossiers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    end = table.Column<DateOnly>(type: "date", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    standpoints = table.Column<string>(type: "json", nullable: false),
                    checklist = table.Column<string>(type: "json", nullable: false),
                    outcome = table.Column<string>(type: "json", nullable: true),
                    earlier_outcomes = table.Column<string>(type: "json", nullable: false),
                    tasks = table.Column<string>(type: "json", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_renewal_dossiers", x => x.id);
                    table.ForeignKey(
                        name: "fk_renewal_dossiers_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_contact = table.Column<bool>(type: "boolean", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mail_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_notifications_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "board_meetings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    submit_by = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_meetings", x => x.id);
                    table.ForeignKey(
                        name: "fk_board_meetings_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisation_search_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_search_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_search_keys_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    key_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => x.id);
                    table.ForeignKey(
                        name: "fk_calendar_feeds_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisation_users",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_users", x => new { x.organisation_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_organisation_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    attempts_before = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_endpoint_id",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "flag_escalations",
                columns: table => new
                {
                    flag_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flag_escalations", x => new { x.flag_id, x.level, x.side });
                    table.ForeignKey(
                        name: "fk_flag_escalations_flag_id",
                        column: x => x.flag_id,
                        principalTable: "flags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.delivery_id, x.number });
                    table.ForeignKey(
                        name: "fk_webhook_attempts_delivery_id",
                        column: x => x.delivery_id,
                        principalTable: "webhook_deliveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "reference_counters",
                columns: new[] { "year", "last" },
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
                table: "access_tokens",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_imports_organisation",
                table: "agreement_imports",
                columns: new[] { "organisation_id", "imported_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_parties_end",
                table: "agreement_parties",
                columns: new[] { "organisation_id", "is_first", "ends_on", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_parties_state_end",
                table: "agreement_parties",
                columns: new[] { "organisation_id", "is_first", "state", "ends_on", "agreement_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "is_waited_for", "is_continued", "gap_days", "one_year_links", "days_decided_late", "waiting_since", "public_cash_per_year" });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_clock_due",
                table: "agreements",
                column: "clock_due_on");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_framework",
                table: "agreements",
                column: "framework_id");

            migrationBuilder.CreateIndex(
                name: "ux_agreements_external_key",
                table: "agreements",
                columns: new[] { "imported_for_organisation_id", "external_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_agreements_reference",
                table: "agreements",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_board_meetings_date",
                table: "board_meetings",
                columns: new[] { "organisation_id", "date", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_board_meetings_day",
                table: "board_meetings",
                columns: new[] { "unit_id", "date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_key",
                table: "calendar_feeds",
                column: "key_hash");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_user",
                table: "calendar_feeds",
                columns: new[] { "user_id", "organisation_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ux_criteria_sets_organisation",
                table: "criteria_sets",
                column: "organisation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_flag_escalations_run",
                table: "flag_escalations",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_flags_closes",
                table: "flags",
                columns: new[] { "state", "closes_on" });

            migrationBuilder.CreateIndex(
                name: "ix_flags_due",
                table: "flags",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_flags_escalates",
                table: "flags",
                column: "escalates_on");

            migrationBuilder.CreateIndex(
                name: "ix_flags_run",
                table: "flags",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ux_flags_once",
                table: "flags",
                columns: new[] { "agreement_id", "kind", "target_date", "party_id", "stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_expires",
                table: "idempotency_records",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_age",
                table: "job_runs",
                columns: new[] { "did_something", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_started",
                table: "job_runs",
                columns: new[] { "job", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_state",
                table: "job_runs",
                columns: new[] { "job", "state", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_created",
                table: "mails",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_mails_next_attempt",
                table: "mails",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_occurred",
                table: "messages",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_list",
                table: "notifications",
                columns: new[] { "recipient_id", "organisation_id", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_mail_due",
                table: "notifications",
                columns: new[] { "mail_id", "mail_due_at", "recipient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_unread",
                table: "notifications",
                columns: new[] { "recipient_id", "organisation_id", "read_at" });

            migrationBuilder.CreateIndex(
                name: "ux_notifications_once",
                table: "notifications",
                columns: new[] { "message_id", "recipient_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_search_keys_key",
                table: "organisation_search_keys",
                columns: new[] { "key", "organisation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_search_keys_of",
                table: "organisation_search_keys",
                columns: new[] { "organisation_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_users_user",
                table: "organisation_users",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_form",
                table: "organisations",
                columns: new[] { "legal_form", "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_municipality",
                table: "organisations",
                columns: new[] { "municipality_code", "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_number",
                table: "organisations",
                column: "organisation_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisations_side",
                table: "organisations",
                columns: new[] { "side", "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_sort",
                table: "organisations",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_order",
                table: "outbox_messages",
                columns: new[] { "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_renewal_dossiers_once",
                table: "renewal_dossiers",
                columns: new[] { "agreement_id", "end" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_unsubscribe",
                table: "users",
                column: "unsubscribe_token");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due",
                table: "webhook_deliveries",
                columns: new[] { "next_attempt_at", "endpoint_id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_log",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_state",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ux_webhook_deliveries_once",
                table: "webhook_deliveries",
                columns: new[] { "message_id", "endpoint_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_endpoints_organisation",
                table: "webhook_endpoints",
                columns: new[] { "organisation_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_tokens");

            migrationBuilder.DropTable(
                name: "agreement_imports");

            migrationBuilder.DropTable(
                name: "agreement_parties");

            migrationBuilder.DropTable(
                name: "agreement_steps");

            migrationBuilder.DropTable(
                name: "agreement_versions");

            migrationBuilder.DropTable(
                name: "board_meetings");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "criteria_sets");

            migrationBuilder.DropTable(
                name: "flag_escalations");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "job_runs");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "organisation_search_keys");

            migrationBuilder.DropTable(
                name: "organisation_users");

            migrationBuilder.DropTable(
                name: "outbox_messages");

            migrationBuilder.DropTable(
                name: "plan_requests");

            migrationBuilder.DropTable(
                name: "reference_counters");

            migrationBuilder.DropTable(
                name: "renewal_dossiers");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "flags");

            migrationBuilder.DropTable(
                name: "organisations");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "agreements");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

            migrationBuilder.DropTable(
                name: "messages");
        }
    }
}
