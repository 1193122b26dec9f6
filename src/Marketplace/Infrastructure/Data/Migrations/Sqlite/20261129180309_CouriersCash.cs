using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CouriersCash : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "RemittedBy",
                table: "ProducerOrders",
                type: "BLOB",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "RecordedBy",
                table: "BankReceipts",
                type: "BLOB",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProducerOrders_RemittedBy",
                table: "ProducerOrders",
                column: "RemittedBy");

            migrationBuilder.AddForeignKey(
                name: "FK_ProducerOrders_BankReceipts_RemittedBy",
                table: "ProducerOrders",
                column: "RemittedBy",
                principalTable: "BankReceipts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ProducerOrders_BankReceipts_RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropIndex(
                name: "IX_ProducerOrders_RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropColumn(
                name: "RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropColumn(
                name: "RecordedBy",
                table: "BankReceipts");
        }
    }
}
