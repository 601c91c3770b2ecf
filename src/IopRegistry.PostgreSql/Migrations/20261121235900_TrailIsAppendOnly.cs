using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IopRegistry.PostgreSql.Migrations;

/// <summary>
/// The trail is only added to, whoever asks: changing, deleting and emptying are refused by the database itself, and the end
/// of a trail only moves forward, one entry at a time. Written by hand, for the model knows nothing of triggers.
/// </summary>
[DbContext(typeof(IopDbContext))]
[Migration("20261121235900_TrailIsAppendOnly")]
public sealed class TrailIsAppendOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $trail$
            BEGIN
                RAISE EXCEPTION 'The trail is only added to: % of % is refused.', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END $trail$;
            """
        );
        migrationBuilder.Sql(
            """
            CREATE FUNCTION trail_only_grows() RETURNS trigger LANGUAGE plpgsql AS $trail$
            BEGIN
                IF NEW.agreement_id <> OLD.agreement_id OR NEW.number <= OLD.number THEN
                    RAISE EXCEPTION 'The trail is only added to: its end moves forward.'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $trail$;
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER trail_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entries
                FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER trail_heads_append_only BEFORE DELETE OR TRUNCATE ON trail_heads
                FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER trail_heads_only_grow BEFORE UPDATE ON trail_heads
                FOR EACH ROW EXECUTE FUNCTION trail_only_grows();
            """
        );
        // Also where a session says that it only replays what another server has checked.
        migrationBuilder.Sql("ALTER TABLE trail_entries ENABLE ALWAYS TRIGGER trail_entries_append_only;");
        migrationBuilder.Sql("ALTER TABLE trail_heads ENABLE ALWAYS TRIGGER trail_heads_append_only;");
        migrationBuilder.Sql("ALTER TABLE trail_heads ENABLE ALWAYS TRIGGER trail_heads_only_grow;");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER trail_heads_only_grow ON trail_heads;");
        migrationBuilder.Sql("DROP TRIGGER trail_heads_append_only ON trail_heads;");
        migrationBuilder.Sql("DROP TRIGGER trail_entries_append_only ON trail_entries;");
        migrationBuilder.Sql("DROP FUNCTION trail_only_grows();");
        migrationBuilder.Sql("DROP FUNCTION trail_is_append_only();");
    }
}
