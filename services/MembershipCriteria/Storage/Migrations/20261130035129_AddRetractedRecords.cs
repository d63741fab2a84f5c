using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.MembershipCriteria.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AddRetractedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsRetracted",
                table: "known_records",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsRetracted",
                table: "known_records");
        }
    }
}
