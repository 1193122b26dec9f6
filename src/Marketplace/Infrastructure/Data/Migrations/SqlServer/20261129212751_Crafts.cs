using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Crafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CraftStories",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ProducerId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    TechniqueId = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    WhoMayMakeVi = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    WhoMayMakeEn = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    AgreedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Message = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CraftStories", x => x.Id);
                    table.CheckConstraint("CK_CraftStories_Decided", "(State IN (1, 2) AND DecidedAt IS NULL) OR (State IN (3, 4) AND DecidedAt IS NOT NULL)");
                    table.CheckConstraint("CK_CraftStories_Sent", "State IN (1, 4) OR (State IN (2, 3) AND SentAt IS NOT NULL AND WhoMayMakeVi <> '' AND AgreedBy <> '')");
                    table.ForeignKey(
                        name: "FK_CraftStories_Producers_ProducerId",
                        column: x => x.ProducerId,
                        principalTable: "Producers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CraftStories_Techniques_TechniqueId",
                        column: x => x.TechniqueId,
                        principalTable: "Techniques",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CraftSteps",
                columns: table => new
                {
                    MediaId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    StoryId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    TextVi = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    TextEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CraftSteps", x => new { x.StoryId, x.MediaId });
                    table.CheckConstraint("CK_CraftSteps_Position", "Position BETWEEN 0 AND 5");
                    table.ForeignKey(
                        name: "FK_CraftSteps_CraftStories_StoryId",
                        column: x => x.StoryId,
                        principalTable: "CraftStories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CraftSteps_MediaItems_MediaId",
                        column: x => x.MediaId,
                        principalTable: "MediaItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CraftSteps_MediaId",
                table: "CraftSteps",
                column: "MediaId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CraftStories_DecidedBy_DecidedAt",
                table: "CraftStories",
                columns: new[] { "DecidedBy", "DecidedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CraftStories_ProducerId_TechniqueId",
                table: "CraftStories",
                columns: new[] { "ProducerId", "TechniqueId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CraftStories_State_SentAt",
                table: "CraftStories",
                columns: new[] { "State", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CraftStories_TechniqueId_State_Id",
                table: "CraftStories",
                columns: new[] { "TechniqueId", "State", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CraftSteps");

            migrationBuilder.DropTable(
                name: "CraftStories");
        }
    }
}
