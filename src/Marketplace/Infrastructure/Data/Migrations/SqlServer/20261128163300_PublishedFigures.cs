using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
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
                type: "varchar(8)",
                unicode: false,
                maxLength: 8,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "PublishedFigures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    IndicatorCode = table.Column<string>(type: "varchar(8)", unicode: false, maxLength: 8, nullable: false),
                    DefinitionVersion = table.Column<int>(type: "int", nullable: false),
                    UnitId = table.Column<int>(type: "int", nullable: false),
                    Grain = table.Column<int>(type: "int", nullable: false),
                    Start = table.Column<DateOnly>(type: "date", nullable: false),
                    Vintage = table.Column<int>(type: "int", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: true),
                    UnallocatedDong = table.Column<long>(type: "bigint", nullable: true),
                    Without = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false),
                    Quality = table.Column<string>(type: "varchar(1)", unicode: false, maxLength: 1, nullable: false),
                    IsWithheld = table.Column<bool>(type: "bit", nullable: false),
                    InputHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    Cause = table.Column<int>(type: "int", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
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
