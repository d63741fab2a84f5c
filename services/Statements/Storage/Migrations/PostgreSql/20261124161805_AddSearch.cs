using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AllianceServices.Statements.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AddSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SearchQuote",
                table: "statements",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SearchSpeaker",
                table: "statements",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SearchSummary",
                table: "statements",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SearchTopics",
                table: "statements",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "statement_search",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statement_search", x => x.Id);
                    table.ForeignKey(
                        name: "FK_statement_search_statements_Name",
                        column: x => x.Name,
                        principalTable: "statements",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_statements_unsearched",
                table: "statements",
                column: "Name",
                filter: "\"SearchSpeaker\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_statement_search_Name",
                table: "statement_search",
                column: "Name",
                unique: true);

            // The vector is put together from the folded words as they are, without a parser, which would go by the locale of
            // the database. A gap between the fields keeps phrases from matching across them.
            migrationBuilder.Sql("""
                ALTER TABLE statement_search ADD COLUMN "Words" tsvector NOT NULL;
                CREATE INDEX "IX_statement_search_Words" ON statement_search USING gin ("Words");

                CREATE FUNCTION statement_search_write() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO statement_search ("Name", "Words")
                    SELECT NEW."Name", coalesce(string_agg(word || ':' || least(place, 16383) || weight, ' '), '')::tsvector
                    FROM (
                        SELECT word, weight, row_number() OVER (ORDER BY field, n) + field AS place
                        FROM (VALUES
                            (0, 'A', NEW."SearchSpeaker"), (1, 'B', NEW."SearchTopics"),
                            (2, 'D', NEW."SearchSummary"), (3, 'D', NEW."SearchQuote")) AS fields (field, weight, text),
                            unnest(string_to_array(text, ' ')) WITH ORDINALITY AS words (word, n)
                    ) AS places
                    ON CONFLICT ("Name") DO UPDATE SET "Words" = EXCLUDED."Words";
                    RETURN NULL;
                END $$;

                CREATE TRIGGER statement_search_insert AFTER INSERT ON statements
                    FOR EACH ROW WHEN (NEW."SearchSpeaker" IS NOT NULL) EXECUTE FUNCTION statement_search_write();
                CREATE TRIGGER statement_search_update
                    AFTER UPDATE OF "SearchSpeaker", "SearchTopics", "SearchSummary", "SearchQuote" ON statements
                    FOR EACH ROW WHEN (NEW."SearchSpeaker" IS NOT NULL) EXECUTE FUNCTION statement_search_write();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER statement_search_insert ON statements;
                DROP TRIGGER statement_search_update ON statements;
                DROP FUNCTION statement_search_write;
                """);

            migrationBuilder.DropTable(
                name: "statement_search");

            migrationBuilder.DropIndex(
                name: "IX_statements_unsearched",
                table: "statements");

            migrationBuilder.DropColumn(
                name: "SearchQuote",
                table: "statements");

            migrationBuilder.DropColumn(
                name: "SearchSpeaker",
                table: "statements");

            migrationBuilder.DropColumn(
                name: "SearchSummary",
                table: "statements");

            migrationBuilder.DropColumn(
                name: "SearchTopics",
                table: "statements");
        }
    }
}
