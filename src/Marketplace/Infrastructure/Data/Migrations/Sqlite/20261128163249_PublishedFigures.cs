using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PublishedFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "UnitClassifications",
                type: "TEXT",
                unicode: false,
                maxLength: 8,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "PublishedFigures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    IndicatorCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 8, nullable: false),
                    DefinitionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitId = table.Column<int>(type: "INTEGER", nullable: false),
                    Grain = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Vintage = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: true),
                    UnallocatedDong = table.Column<long>(type: "INTEGER", nullable: true),
                    Without = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    Quality = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1, nullable: false),
                    IsWithheld = table.Column<bool>(type: "INTEGER", nullable: false),
                    InputHash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedFigures", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedFigures_Start_Grain_UnitId_IndicatorCode_Vintage",
                table: "PublishedFigures",
                columns: new[] { "Start", "Grain", "UnitId", "IndicatorCode", "Vintage" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublishedFigures");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "UnitClassifications");
        }
    }
}
