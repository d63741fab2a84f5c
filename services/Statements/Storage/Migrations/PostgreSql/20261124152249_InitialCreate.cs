using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.Statements.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class InitialCreate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "changes",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    RecordTime = table.Column<long>(type: "bigint", nullable: false),
                    Actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Resource = table.Column<byte[]>(type: "bytea", nullable: false),
                    Upstream = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Response = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Publisher = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PublishedOn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sources", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Date = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Speaker = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SpeakerLevel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SpeakerOrganization = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stance = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Countries = table.Column<List<string>>(type: "text[]", nullable: false),
                    Topics = table.Column<List<string>>(type: "text[]", nullable: false),
                    Sources = table.Column<List<string>>(type: "text[]", nullable: false),
                    Criteria = table.Column<List<string>>(type: "text[]", nullable: false),
                    Agreements = table.Column<List<string>>(type: "text[]", nullable: false),
                    AboutOrganizations = table.Column<List<string>>(type: "text[]", nullable: false),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statements", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_changes_Name_Revision",
                table: "changes",
                columns: new[] { "Name", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sources_ParentName_Name",
                table: "sources",
                columns: new[] { "ParentName", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_statements_Date",
                table: "statements",
                column: "Date");

            migrationBuilder.CreateIndex(
                name: "IX_statements_ParentName_Name",
                table: "statements",
                columns: new[] { "ParentName", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "changes");

            migrationBuilder.DropTable(
                name: "cursors");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "sources");

            migrationBuilder.DropTable(
                name: "statements");
        }
    }
}
