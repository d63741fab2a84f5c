using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.Agreements.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AddOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_agreements_ParentName_SignedOn_Name",
                table: "agreements",
                columns: new[] { "ParentName", "SignedOn", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_agreements_ParentName_SignedOn_Name",
                table: "agreements");
        }
    }
}
