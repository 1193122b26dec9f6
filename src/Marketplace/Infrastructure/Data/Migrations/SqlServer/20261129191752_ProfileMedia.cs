using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ProfileMedia : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Portraits",
                columns: table => new
                {
                    ProducerId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    PersonId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    MediaId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    AltVi = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AltEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Portraits", x => x.ProducerId);
                    table.CheckConstraint("CK_Portraits_Alt", "AltVi <> ''");
                    table.ForeignKey(
                        name: "FK_Portraits_MediaItems_MediaId",
                        column: x => x.MediaId,
                        principalTable: "MediaItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Portraits_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Portraits_Producers_ProducerId",
                        column: x => x.ProducerId,
                        principalTable: "Producers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SpokenStories",
                columns: table => new
                {
                    ProducerId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    PersonId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    AudioId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    Format = table.Column<int>(type: "int", nullable: false),
                    Seconds = table.Column<int>(type: "int", nullable: false),
                    Bytes = table.Column<int>(type: "int", nullable: false),
                    SpokenIn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    TranscriptVi = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    TranscriptEn = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpokenStories", x => x.ProducerId);
                    table.CheckConstraint("CK_SpokenStories_Format", "Format IN (1, 2)");
                    table.CheckConstraint("CK_SpokenStories_Size", "Seconds BETWEEN 1 AND 180 AND Bytes BETWEEN 1 AND 3145728");
                    table.CheckConstraint("CK_SpokenStories_Transcript", "TranscriptVi <> '' AND SpokenIn <> ''");
                    table.ForeignKey(
                        name: "FK_SpokenStories_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SpokenStories_Producers_ProducerId",
                        column: x => x.ProducerId,
                        principalTable: "Producers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Portraits_MediaId",
                table: "Portraits",
                column: "MediaId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Portraits_PersonId",
                table: "Portraits",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_SpokenStories_AudioId",
                table: "SpokenStories",
                column: "AudioId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SpokenStories_PersonId",
                table: "SpokenStories",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Portraits");

            migrationBuilder.DropTable(
                name: "SpokenStories");
        }
    }
}
