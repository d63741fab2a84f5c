using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.MembershipCriteria.Storage.Migrations.PostgreSql
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
                type: "boolean",
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
