using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.Statements.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AddOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_statements_Date",
                table: "statements");

            migrationBuilder.CreateIndex(
                name: "IX_statements_ParentName_Date_Name",
                table: "statements",
                columns: new[] { "ParentName", "Date", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_sources_ParentName_PublishedOn_Name",
                table: "sources",
                columns: new[] { "ParentName", "PublishedOn", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_statements_ParentName_Date_Name",
                table: "statements");

            migrationBuilder.DropIndex(
                name: "IX_sources_ParentName_PublishedOn_Name",
                table: "sources");

            migrationBuilder.CreateIndex(
                name: "IX_statements_Date",
                table: "statements",
                column: "Date");
        }
    }
}
