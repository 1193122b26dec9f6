using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DatedPapersAndBlockedGoods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_BlockedGoods_Slug",
                table: "BlockedGoods");

            migrationBuilder.DropColumn(
                name: "RequiredDocuments",
                table: "Categories");

            migrationBuilder.RenameColumn(
                name: "Reason",
                table: "BlockedGoods",
                newName: "ReasonVi");

            migrationBuilder.RenameColumn(
                name: "LegalBasis",
                table: "BlockedGoods",
                newName: "ReasonEn");

            migrationBuilder.AddColumn<string>(
                name: "LegalBasisEn",
                table: "BlockedGoods",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "LegalBasisVi",
                table: "BlockedGoods",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValidFrom",
                table: "BlockedGoods",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValidTo",
                table: "BlockedGoods",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PaperRules",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CategoryId = table.Column<int>(type: "int", nullable: false),
                    DocumentTypeId = table.Column<int>(type: "int", nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperRules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PaperRules_Categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "Categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PaperRules_DocumentTypes_DocumentTypeId",
                        column: x => x.DocumentTypeId,
                        principalTable: "DocumentTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BlockedGoods_Slug_ValidFrom",
                table: "BlockedGoods",
                columns: new[] { "Slug", "ValidFrom" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaperRules_CategoryId_DocumentTypeId_ValidFrom",
                table: "PaperRules",
                columns: new[] { "CategoryId", "DocumentTypeId", "ValidFrom" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaperRules_DocumentTypeId",
                table: "PaperRules",
                column: "DocumentTypeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PaperRules");

            migrationBuilder.DropIndex(
                name: "IX_BlockedGoods_Slug_ValidFrom",
                table: "BlockedGoods");

            migrationBuilder.DropColumn(
                name: "LegalBasisEn",
                table: "BlockedGoods");

            migrationBuilder.DropColumn(
                name: "LegalBasisVi",
                table: "BlockedGoods");

            migrationBuilder.DropColumn(
                name: "ValidFrom",
                table: "BlockedGoods");

            migrationBuilder.DropColumn(
                name: "ValidTo",
                table: "BlockedGoods");

            migrationBuilder.RenameColumn(
                name: "ReasonVi",
                table: "BlockedGoods",
                newName: "Reason");

            migrationBuilder.RenameColumn(
                name: "ReasonEn",
                table: "BlockedGoods",
                newName: "LegalBasis");

            migrationBuilder.AddColumn<string>(
                name: "RequiredDocuments",
                table: "Categories",
                type: "nvarchar(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_BlockedGoods_Slug",
                table: "BlockedGoods",
                column: "Slug",
                unique: true);
        }
    }
}
