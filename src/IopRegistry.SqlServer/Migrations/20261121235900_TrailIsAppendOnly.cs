using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IopRegistry.SqlServer.Migrations;

/// <summary>
/// The trail is only added to, whoever asks: changing and deleting are refused by the database itself, and the end of a
/// trail only moves forward. TRUNCATE cannot be caught here and needs the right to alter the table, which the serving
/// account does not have; an emptied trail ends before its head says. Written by hand, for the model knows nothing of
/// triggers; run as text, because a script with conditions cannot create a trigger in any other way.
/// </summary>
[DbContext(typeof(IopDbContext))]
[Migration("20261121235900_TrailIsAppendOnly")]
public sealed class TrailIsAppendOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            EXEC(N'CREATE TRIGGER [trail_entries_append_only] ON [TrailEntries] INSTEAD OF UPDATE, DELETE AS
            BEGIN
                SET NOCOUNT ON;
                THROW 51000, N''The trail is only added to: changing and deleting TrailEntries is refused.'', 1;
            END');
            """
        );
        migrationBuilder.Sql(
            """
            EXEC(N'CREATE TRIGGER [trail_heads_append_only] ON [TrailHeads] INSTEAD OF DELETE AS
            BEGIN
                SET NOCOUNT ON;
                THROW 51000, N''The trail is only added to: deleting TrailHeads is refused.'', 1;
            END');
            """
        );
        migrationBuilder.Sql(
            """
            EXEC(N'CREATE TRIGGER [trail_heads_only_grow] ON [TrailHeads] AFTER UPDATE AS
            BEGIN
                SET NOCOUNT ON;
                IF EXISTS (
                    SELECT 1 FROM deleted LEFT JOIN inserted ON inserted.[AgreementId] = deleted.[AgreementId]
                    WHERE inserted.[Number] IS NULL OR inserted.[Number] <= deleted.[Number]
                )
                    THROW 51000, N''The trail is only added to: its end moves forward.'', 1;
            END');
            """
        );
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER [trail_heads_only_grow];");
        migrationBuilder.Sql("DROP TRIGGER [trail_heads_append_only];");
        migrationBuilder.Sql("DROP TRIGGER [trail_entries_append_only];");
    }
}
