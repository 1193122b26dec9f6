using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SalesByOrderAndDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Indicators_Code",
                table: "Indicators");

            migrationBuilder.AddColumn<byte[]>(
                name: "OrderId",
                table: "Sales",
                type: "binary(16)",
                fixedLength: true,
                maxLength: 16,
                nullable: false,
                defaultValue: new byte[16]);

            migrationBuilder.AddColumn<DateOnly>(
                name: "SoldOn",
                table: "Sales",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.CreateTable(
                name: "PublicationMarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UnitId = table.Column<int>(type: "int", nullable: false),
                    Start = table.Column<DateOnly>(type: "date", nullable: false),
                    LastSaleId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationMarks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Indicators_Code_Version",
                table: "Indicators",
                columns: new[] { "Code", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PublicationMarks_Start_UnitId",
                table: "PublicationMarks",
                columns: new[] { "Start", "UnitId" },
                unique: true);

            FillSalesByOrderAndDay.Run(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicationMarks");

            migrationBuilder.DropIndex(
                name: "IX_Indicators_Code_Version",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "OrderId",
                table: "Sales");

            migrationBuilder.DropColumn(
                name: "SoldOn",
                table: "Sales");

            migrationBuilder.CreateIndex(
                name: "IX_Indicators_Code",
                table: "Indicators",
                column: "Code",
                unique: true);
        }
    }
}
