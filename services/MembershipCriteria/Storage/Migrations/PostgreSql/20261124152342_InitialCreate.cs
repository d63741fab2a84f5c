using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.MembershipCriteria.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class InitialCreate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "assessments",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Date = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Assessor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Evidence = table.Column<List<string>>(type: "text[]", nullable: false),
                    Sources = table.Column<List<string>>(type: "text[]", nullable: false),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assessments", x => x.Name);
                });

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
                name: "criteria",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scale = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Gate = table.Column<bool>(type: "boolean", nullable: false),
                    DetailedCriterion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_criteria", x => x.Name);
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
                name: "organizations",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ShortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Members = table.Column<List<string>>(type: "text[]", nullable: false),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organizations", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "position_entries",
                columns: table => new
                {
                    Record = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Organization = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Candidate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Party = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Stance = table.Column<int>(type: "integer", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    EditorialReset = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_position_entries", x => new { x.Record, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "positions",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Party = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_positions", x => x.Name);
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
                name: "tracks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Candidate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParentName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Snapshot = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tracks", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_assessments_ParentName_Name",
                table: "assessments",
                columns: new[] { "ParentName", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_changes_Name_Revision",
                table: "changes",
                columns: new[] { "Name", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_criteria_ParentName_Name",
                table: "criteria",
                columns: new[] { "ParentName", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_organizations_ParentName_Name",
                table: "organizations",
                columns: new[] { "ParentName", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_position_entries_Organization_Candidate_Party",
                table: "position_entries",
                columns: new[] { "Organization", "Candidate", "Party" });

            migrationBuilder.CreateIndex(
                name: "IX_positions_ParentName_Name",
                table: "positions",
                columns: new[] { "ParentName", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_tracks_ParentName_Name",
                table: "tracks",
                columns: new[] { "ParentName", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assessments");

            migrationBuilder.DropTable(
                name: "changes");

            migrationBuilder.DropTable(
                name: "criteria");

            migrationBuilder.DropTable(
                name: "cursors");

            migrationBuilder.DropTable(
                name: "organizations");

            migrationBuilder.DropTable(
                name: "position_entries");

            migrationBuilder.DropTable(
                name: "positions");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "tracks");
        }
    }
}
