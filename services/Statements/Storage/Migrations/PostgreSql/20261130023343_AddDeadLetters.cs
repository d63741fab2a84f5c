using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AllianceServices.Statements.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AddDeadLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dead_letters",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subscriber = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventSubject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Data = table.Column<byte[]>(type: "bytea", nullable: false),
                    Deliveries = table.Column<int>(type: "integer", nullable: false),
                    FirstTime = table.Column<long>(type: "bigint", nullable: false),
                    LastTime = table.Column<long>(type: "bigint", nullable: false),
                    ReplayTime = table.Column<long>(type: "bigint", nullable: true),
                    ReplayedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letters", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_dead_letters_FirstTime_Name",
                table: "dead_letters",
                columns: new[] { "FirstTime", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_letters");
        }
    }
}
