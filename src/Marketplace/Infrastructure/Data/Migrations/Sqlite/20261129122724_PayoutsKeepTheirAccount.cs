using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PayoutsKeepTheirAccount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "PayoutsWaitUntil",
                table: "Producers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AccountCipher",
                table: "Payouts",
                type: "BLOB",
                maxLength: 512,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_TaxRules_Kind_IsExport_ValidFrom",
                table: "TaxRules",
                columns: new[] { "Kind", "IsExport", "ValidFrom" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "CK_TaxRules_Pit",
                table: "TaxRules",
                sql: "PitBasisPoints BETWEEN 0 AND 10000");

            migrationBuilder.AddCheckConstraint(
                name: "CK_TaxRules_Vat",
                table: "TaxRules",
                sql: "VatBasisPoints BETWEEN 0 AND 10000");

            migrationBuilder.CreateIndex(
                name: "IX_FeeRules_Kind_Region_ValidFrom",
                table: "FeeRules",
                columns: new[] { "Kind", "Region", "ValidFrom" },
                unique: true,
                filter: "[Kind] IS NOT NULL AND [Region] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FeeRules_Kind_ValidFrom",
                table: "FeeRules",
                columns: new[] { "Kind", "ValidFrom" },
                unique: true,
                filter: "[Kind] IS NOT NULL AND [Region] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FeeRules_Region_ValidFrom",
                table: "FeeRules",
                columns: new[] { "Region", "ValidFrom" },
                unique: true,
                filter: "[Kind] IS NULL AND [Region] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FeeRules_ValidFrom",
                table: "FeeRules",
                column: "ValidFrom",
                unique: true,
                filter: "[Kind] IS NULL AND [Region] IS NULL");

            // Not in the model, which cannot put an index on a part of an address: how many orders of one number are open is asked with every order.
            migrationBuilder.CreateIndex(
                name: "IX_Orders_Phone",
                table: "Orders",
                columns: new[] { "Address_Phone", "Status" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Orders_Phone",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_TaxRules_Kind_IsExport_ValidFrom",
                table: "TaxRules");

            migrationBuilder.DropCheckConstraint(
                name: "CK_TaxRules_Pit",
                table: "TaxRules");

            migrationBuilder.DropCheckConstraint(
                name: "CK_TaxRules_Vat",
                table: "TaxRules");

            migrationBuilder.DropIndex(
                name: "IX_FeeRules_Kind_Region_ValidFrom",
                table: "FeeRules");

            migrationBuilder.DropIndex(
                name: "IX_FeeRules_Kind_ValidFrom",
                table: "FeeRules");

            migrationBuilder.DropIndex(
                name: "IX_FeeRules_Region_ValidFrom",
                table: "FeeRules");

            migrationBuilder.DropIndex(
                name: "IX_FeeRules_ValidFrom",
                table: "FeeRules");

            migrationBuilder.DropColumn(
                name: "PayoutsWaitUntil",
                table: "Producers");

            migrationBuilder.DropColumn(
                name: "AccountCipher",
                table: "Payouts");
        }
    }
}
