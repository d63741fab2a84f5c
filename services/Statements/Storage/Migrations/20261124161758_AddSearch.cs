using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.Statements.Storage.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SearchSpeaker",
                table: "statements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SearchSummary",
                table: "statements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SearchTopics",
                table: "statements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "statement_search",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false)
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

            // The words are folded and stand between spaces, which is all that the tokenizer `ascii` sees in them. The index
            // keeps no text: that is in the row. A migration that makes the table of statements anew makes the triggers anew.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE statement_words USING fts5(
                    speaker, topics, summary, quote, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3');
                """);
            foreach (var (name, moment) in new[]
            {
                ("insert", "INSERT"),
                ("update", """UPDATE OF "SearchSpeaker", "SearchTopics", "SearchSummary", "SearchQuote" """),
            })
            {
                migrationBuilder.Sql($"""
                    CREATE TRIGGER statement_search_{name} AFTER {moment} ON statements WHEN new."SearchSpeaker" IS NOT NULL
                    BEGIN
                        INSERT INTO statement_search ("Name") SELECT new."Name"
                            WHERE NOT EXISTS (SELECT 1 FROM statement_search WHERE "Name" = new."Name");
                        INSERT OR REPLACE INTO statement_words (rowid, speaker, topics, summary, quote)
                            SELECT "Id", new."SearchSpeaker", new."SearchTopics", new."SearchSummary", new."SearchQuote"
                            FROM statement_search WHERE "Name" = new."Name";
                    END;
                    """);
            }
            migrationBuilder.Sql("""
                CREATE TRIGGER statement_search_delete AFTER DELETE ON statement_search
                BEGIN
                    DELETE FROM statement_words WHERE rowid = old."Id";
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER statement_search_insert;
                DROP TRIGGER statement_search_update;
                DROP TRIGGER statement_search_delete;
                DROP TABLE statement_words;
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
