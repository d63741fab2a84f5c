using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.MembershipCriteria.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AddKnownRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "known_records",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    IsPublic = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_known_records", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_assessments_ParentName_Date_Name",
                table: "assessments",
                columns: new[] { "ParentName", "Date", "Name" });

            // What was read before is read again, to know the records that there are. It derives nothing new.
            migrationBuilder.Sql("DELETE FROM cursors WHERE \"Name\" LIKE 'upstream/%'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "known_records");

            migrationBuilder.DropIndex(
                name: "IX_assessments_ParentName_Date_Name",
                table: "assessments");
        }
    }
}
